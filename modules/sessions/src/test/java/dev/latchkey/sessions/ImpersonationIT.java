package dev.latchkey.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.api.sessions.EndLogin;
import dev.latchkey.api.sessions.EndOtherLogins;
import dev.latchkey.api.sessions.ImpersonateUser;
import dev.latchkey.api.sessions.Impersonated;
import dev.latchkey.api.sessions.ListLogins;
import dev.latchkey.api.sessions.ListUserLogins;
import dev.latchkey.api.sessions.LoginView;
import dev.latchkey.api.sessions.SignIn;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.TestDatabase;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Acting as another person: as whom, for how long, and what ends it. */
class ImpersonationIT {

  private final TestDatabase test = TestDatabase.with("sessions");
  private final People people = new People();
  private People.Someone ada;
  private People.Someone grace;
  private Node node;
  private SignedIn signedIn;
  private Caller caller;

  @BeforeEach
  void start() {
    ada = people.named("ada");
    ada.permissions = Set.of(Permission.USERS_IMPERSONATE, Permission.USERS_READ);
    grace = people.named("grace");
    grace.elsewhere.add(ada.organization);
    grace.impersonable = true;
    node = Node.start(test, people);
    signedIn = node.signIn("ada");
    caller = node.authenticate(signedIn);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Impersonated impersonate() {
    return node.ask(new ImpersonateUser(caller, grace.id, "Ticket 4711"));
  }

  private Caller as(Impersonated token) {
    return node.ask(new Authenticate(token.accessToken(), Node.ORIGIN));
  }

  private Failure refusalOf(Impersonated token) {
    return node.refusal(new Authenticate(token.accessToken(), Node.ORIGIN));
  }

  @Test
  void theCallerIsThatPersonAndMarkedAsSomebodyElse() {
    Impersonated token = impersonate();
    Caller acting = as(token);
    assertThat(acting.person()).isEqualTo(grace.id);
    assertThat(acting.impersonator()).isEqualTo(ada.id);
    assertThat(acting.organization()).isEqualTo(ada.organization);
    assertThat(acting.permissions()).isEqualTo(grace.permissions);
    assertThat(token.expiresInSeconds()).isBetween(590L, 600L);
  }

  @Test
  void nobodyIsActedAsWhoDoesNotAllowIt() {
    grace.impersonable = false;
    assertThat(node.refusal(new ImpersonateUser(caller, grace.id, "Ticket 4711")))
        .isEqualTo(Failure.IMPERSONATION_NOT_ALLOWED);
    assertThat(test.column("SELECT id FROM sessions.login WHERE impersonator_id IS NOT NULL"))
        .isEmpty();
  }

  @Test
  void itWantsAReasonOfAFewWords() {
    for (String reason : List.of("", " ", "x".repeat(201))) {
      assertThat(node.refusal(new ImpersonateUser(caller, grace.id, reason)))
          .isEqualTo(Failure.INVALID_REQUEST);
    }
  }

  @Test
  void consentThatIsWithdrawnEndsIt() {
    Impersonated token = impersonate();
    grace.impersonable = false;
    assertThat(refusalOf(token)).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void itEndsWithTheLoginThatItWasBegunFrom() {
    Impersonated token = impersonate();
    node.ask(new EndLogin(caller, caller.login()));
    assertThat(refusalOf(token)).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void itEndsWithThePasswordThatItsImpersonatorChanges() {
    Impersonated token = impersonate();
    ada.changePassword(null);
    assertThat(refusalOf(token)).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void itEndsWhenItsImpersonatorLeaves() {
    Impersonated token = impersonate();
    ada.admission = Ids.next();
    assertThat(refusalOf(token)).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void itEndsWithThePersonsOwnLogins() {
    Impersonated token = impersonate();
    grace.changePassword(null);
    assertThat(refusalOf(token)).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void accountsThatDoNotAnswerRefuseNobodyForGood() {
    Impersonated token = impersonate();
    ada.unreachable = true;
    assertThat(refusalOf(token)).isEqualTo(Failure.UNAVAILABLE);
    ada.unreachable = false;
    assertThat(as(token).impersonator()).isEqualTo(ada.id);
  }

  @Test
  void whatIsThePersonsOwnAffairIsRefused() {
    Caller acting = as(impersonate());
    assertThat(node.refusal(new ListLogins(acting))).isEqualTo(Failure.LOGIN_REQUIRED);
    assertThat(node.refusal(new EndOtherLogins(acting))).isEqualTo(Failure.LOGIN_REQUIRED);
  }

  @Test
  void signingOutEndsItAndNothingElse() {
    SignedIn hers = node.signIn("grace");
    Caller acting = as(impersonate());
    assertThat(node.refusal(new EndLogin(acting, hers.loginId()))).isEqualTo(Failure.NOT_FOUND);
    node.ask(new EndLogin(acting, acting.login()));
    assertThat(node.refusal(new EndLogin(acting, acting.login()))).isEqualTo(Failure.NOT_FOUND);
    assertThat(node.authenticate(hers).person()).isEqualTo(grace.id);
    assertThat(node.authenticate(signedIn).person()).isEqualTo(ada.id);
  }

  @Test
  void thePersonSeesItAmongTheirLoginsAndCanEndIt() {
    Impersonated token = impersonate();
    Caller herself = node.authenticate(node.signIn("grace"));
    List<LoginView> listed = node.ask(new ListLogins(herself)).items();
    assertThat(listed).hasSize(2);
    assertThat(listed)
        .filteredOn(each -> each.id().equals(token.loginId()))
        .singleElement()
        .extracting(LoginView::impersonator)
        .isEqualTo(ada.id);
    node.ask(new EndLogin(herself, token.loginId()));
    assertThat(refusalOf(token)).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void theTrailNamesWhoActsAndWhy() {
    Impersonated token = impersonate();
    Caller acting = as(token);
    node.ask(new EndLogin(acting, acting.login()));
    assertThat(
            test.column(
                """
                SELECT type || ' ' || actor_id || ' ' || coalesce(personal->>'reason', '-') || ' '
                       || coalesce(data->>'actingAs', '-')
                  FROM kernel.event WHERE type IN ('user.impersonated', 'login.ended')
                 ORDER BY sequence\
                """))
        .containsExactly(
            "user.impersonated " + ada.id + " Ticket 4711 -",
            "login.ended " + ada.id + " - " + grace.id);
  }

  /** They are told of it by a mail of its own, and it makes nobody's browser theirs. */
  @Test
  void whatItIsDoneFromIsNoDeviceOfThePerson() {
    Origin elsewhere = new Origin("192.0.2.8", "Mozilla/5.0 (iPhone) Safari/605.1", null);
    node.signIn("grace");
    Caller travelling = node.ask(new Authenticate(signedIn.accessToken(), elsewhere));
    node.ask(new ImpersonateUser(travelling, grace.id, "Ticket 4711"));
    node.ask(new SignIn("grace", People.PASSWORD, null, null, elsewhere));
    assertThat(
            test.column(
                """
                SELECT type || ' ' || coalesce(data->>'newDevice', '-') FROM kernel.event
                 WHERE type IN ('user.impersonated', 'login.started') ORDER BY sequence\
                """))
        .containsExactly(
            "login.started -", "login.started -", "user.impersonated -", "login.started true");
  }

  @Test
  void administratorsSeeTheLoginsInTheirOrganizationOnly() {
    node.signIn("grace");
    impersonate();
    assertThat(node.ask(new ListUserLogins(caller, grace.id)).items())
        .extracting(LoginView::impersonator)
        .containsExactly(ada.id);
    assertThat(node.refusal(new ListUserLogins(caller, people.named("joe").id)))
        .isEqualTo(Failure.NOT_FOUND);
  }
}
