package dev.latchkey.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.accounts.EndForMfaReset;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.sessions.EndLogins;
import dev.latchkey.kernel.id.Ids;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MfaResetIT {

  private AccountsModule module;
  private Caller ada;
  private Caller grace;

  @BeforeEach
  void start() throws Exception {
    module = new AccountsModule();
    ada = module.owner();
    grace = module.signedInUser(ada, "grace@example.com", BuiltInRole.ADMIN);
  }

  @AfterEach
  void stop() throws Exception {
    module.close();
  }

  private Authority authority(Caller caller) {
    return module.ask(new DescribeAuthority(caller.person(), caller.organization()));
  }

  @Test
  void everyLoginEndsAndItIsOnRecord() {
    Authority before = authority(grace);
    assertThat(module.ask(new EndForMfaReset(ada, grace.person()))).isEqualTo(Done.DONE);

    Authority after = authority(grace);
    assertThat(after.loginGeneration()).isGreaterThan(before.loginGeneration());
    assertThat(after.admission()).isNotNull().isNotEqualTo(before.admission());
    assertThat(after.keeps(grace.login(), before.loginGeneration())).isFalse();
    assertThat(module.endedLogins)
        .containsExactly(new EndLogins(grace.person(), null, "mfa_reset"));
    assertThat(module.event("user.logins_ended"))
        .contains(grace.person().toString(), ada.person().toString(), "mfa_reset");
  }

  @Test
  void itTakesReach() {
    Caller hopper = module.signedInUser(ada, "hopper@example.com");
    module.test.execute(
        "UPDATE accounts.membership SET account_type = CASE person_id WHEN '%s' THEN 'external'"
                .formatted(hopper.person())
            + " ELSE 'managed' END");
    assertThat(refusal(ada, hopper.person())).isEqualTo("external_account");
    assertThat(refusal(grace, ada.person())).isEqualTo("outranked");
    assertThat(refusal(ada, ada.person())).isEqualTo("not_yourself");
    assertThat(refusal(ada, module.stranger().person())).isEqualTo("not_found");
    assertThat(refusal(ada, new PersonId(Ids.next()))).isEqualTo("not_found");
    assertThat(module.endedLogins).isEmpty();
    assertThat(module.event("user.logins_ended")).isNull();
  }

  private String refusal(Caller caller, PersonId user) {
    return module.refusal(new EndForMfaReset(caller, user));
  }
}
