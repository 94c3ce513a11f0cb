package dev.latchkey.accounts;

import static dev.latchkey.accounts.AccountsModule.ORIGIN;
import static dev.latchkey.accounts.AccountsModule.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AdmitSignIn;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may sign in once it is clear who they are, without a password. */
class SignInAdmissionIT {

  private AccountsModule module;
  private Caller ada;

  @BeforeEach
  void start() throws Exception {
    module = new AccountsModule();
    ada = module.owner();
  }

  @AfterEach
  void stop() throws Exception {
    module.close();
  }

  private AdmitSignIn asking(OrganizationId organization) {
    return new AdmitSignIn(ada.person(), organization, ORIGIN);
  }

  private List<String> refusals() {
    return module.test.column(
        "SELECT subject_id FROM kernel.event WHERE type = 'login.refused' AND outcome = 'refused'");
  }

  @Test
  void whatAPasswordOpensIsOpened() {
    assertThat(module.ask(asking(null)))
        .isEqualTo(module.ask(new VerifyPassword("ada@example.com", PASSWORD, null, ORIGIN)));
    assertThat(module.ask(asking(ada.organization())).organization()).isEqualTo(ada.organization());
    assertThat(refusals()).isEmpty();
  }

  @Test
  void itActsInTheOldestMembershipUnlessAnotherIsNamed() {
    OrganizationId other = new OrganizationId(Ids.next());
    module.test.execute(
        "INSERT INTO accounts.organization (id, name) VALUES ('%s', 'Looms')".formatted(other),
        "INSERT INTO accounts.membership (organization_id, person_id, state, account_type) VALUES"
            + " ('%s', '%s', 'active', 'external')".formatted(other, ada.person()));
    assertThat(module.ask(asking(null)).organization()).isEqualTo(ada.organization());
    assertThat(module.ask(asking(other)).organization()).isEqualTo(other);
    module.test.execute(
        "UPDATE accounts.membership SET state = 'disabled' WHERE organization_id = '%s'"
            .formatted(ada.organization()));
    assertThat(module.ask(asking(null)).organization()).isEqualTo(other);
  }

  @Test
  void whoeverMayNotSignInIsRefusedOnRecord() {
    assertThat(module.refusal(asking(new OrganizationId(Ids.next()))))
        .isEqualTo("invalid_credentials");
    module.test.execute("UPDATE accounts.membership SET state = 'disabled'");
    assertThat(module.refusal(asking(null))).isEqualTo("invalid_credentials");
    assertThat(module.refusal(new AdmitSignIn(new PersonId(Ids.next()), null, ORIGIN)))
        .isEqualTo("invalid_credentials");
    assertThat(refusals()).hasSize(3).contains(ada.person().toString());
  }

  @Test
  void guessesAtThePasswordKeepNobodyOut() {
    module.test.execute(
        "INSERT INTO kernel.guess SELECT id, 'password', 100, true, NULL, now() FROM"
            + " accounts.person");
    assertThat(module.refusal(new VerifyPassword("ada@example.com", PASSWORD, null, ORIGIN)))
        .isEqualTo("invalid_credentials");
    assertThat(module.ask(asking(null)).person()).isEqualTo(ada.person());
  }
}
