package dev.latchkey.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.ApiToken;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.RequestPasswordReset;
import dev.latchkey.api.accounts.ResetPassword;
import dev.latchkey.api.accounts.ServiceAccountView;
import dev.latchkey.api.accounts.TokenSummary;
import dev.latchkey.api.id.TokenId;
import dev.latchkey.kernel.id.Ids;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What API tokens live and die by, and what they see of themselves. */
class AdmissionIT {

  private static final String NEW_PASSWORD = "five looms weave until dawn";

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

  private UUID admission() {
    return module.ask(new DescribeAuthority(ada.person(), ada.organization())).admission();
  }

  private void setState(String state) {
    module.test.execute("UPDATE accounts.membership SET state = '%s'".formatted(state));
  }

  @Test
  void itStaysWhileNothingHappens() {
    UUID before = admission();
    module.test.execute(
        "UPDATE accounts.membership SET state = state, account_type = 'managed', version = 2");

    assertThat(admission()).isNotNull().isEqualTo(before);
  }

  @Test
  void whoeverIsDisabledAndReinstatedHasAnother() {
    UUID before = admission();
    setState("disabled");
    assertThat(module.refusal(new DescribeAuthority(ada.person(), ada.organization())))
        .isEqualTo("not_found");
    setState("active");

    assertThat(admission()).isNotEqualTo(before);
  }

  @Test
  void whoeverLeavesAndJoinsAgainHasAnother() {
    UUID before = admission();
    module.test.execute(
        "DELETE FROM accounts.membership",
        "INSERT INTO accounts.membership (organization_id, person_id, state, account_type) VALUES"
            + " ('%s', '%s', 'active', 'external')".formatted(ada.organization(), ada.person()));

    assertThat(admission()).isNotEqualTo(before);
  }

  @Test
  void anOwnChangeOfPasswordLeavesItAndAResetByMailDoesNot() {
    UUID before = admission();
    module.ask(new ChangePassword(ada, AccountsModule.PASSWORD, NEW_PASSWORD, true));
    assertThat(admission()).isEqualTo(before);

    module.ask(new RequestPasswordReset("ada@example.com", AccountsModule.ORIGIN));
    module.ask(
        new ResetPassword(
            module.token(LinkPurpose.PASSWORD_RESET),
            "six looms weave until dusk",
            AccountsModule.ORIGIN));
    assertThat(admission()).isNotEqualTo(before);
  }

  private Caller token(TokenOwner owner) {
    return new Caller(
        ada.person(),
        null,
        ada.organization(),
        Set.of(Permission.USERS_READ),
        ada.assurance(),
        ada.authenticatedAt(),
        false,
        false,
        false,
        ada.origin(),
        null,
        new ApiToken(new TokenId(Ids.next()), owner, "Nightly report"),
        null);
  }

  @Test
  void aPersonsTokenSeesThePersonAndItself() {
    Caller caller = token(TokenOwner.PERSON);
    Me me = module.ask(new DescribeMe(caller));

    assertThat(me.user().id()).isEqualTo(ada.person());
    assertThat(me.serviceAccount()).isNull();
    assertThat(me.login()).isNull();
    assertThat(me.token())
        .isEqualTo(
            new TokenSummary(caller.token().id(), "Nightly report", Set.of(Permission.USERS_READ)));
    assertThat(me.organization().name()).isEqualTo("Analytical Engines");
  }

  @Test
  void anOrganisationsTokenSeesItselfAndNobody() {
    Caller caller = token(TokenOwner.ORGANIZATION);
    Me me = module.ask(new DescribeMe(caller));

    assertThat(me)
        .isEqualTo(
            new Me(
                null,
                new ServiceAccountView(
                    caller.token().id(), "Nightly report", Set.of(Permission.USERS_READ)),
                me.organization(),
                java.util.List.of(),
                null,
                null));
    assertThat(me.organization().id()).isEqualTo(ada.organization());
  }
}
