package dev.latchkey.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.mfa.SecondFactor;
import dev.latchkey.api.sessions.EndLogin;
import dev.latchkey.api.sessions.RaiseOwnLogin;
import dev.latchkey.api.sessions.Reauthenticate;
import dev.latchkey.api.sessions.RefreshLogin;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReauthenticationIT {

  private final People people = new People();
  private final People.Someone ada = people.named("ada");
  private TestDatabase test;
  private Node node;
  private SignedIn first;
  private Caller caller;

  @BeforeEach
  void start() {
    test = TestDatabase.with("sessions");
    node = Node.start(test, people);
    first = node.signIn("ada");
    test.execute("UPDATE sessions.login SET authenticated_at = now() - interval '1 hour'");
    caller = node.authenticate(first);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aProofMakesTheLoginFreshAndGivesNewTokens() {
    assertThat(caller.fresh()).isFalse();

    SignedIn proven = node.ask(new Reauthenticate(caller, People.PASSWORD));

    assertThat(proven.loginId()).isEqualTo(first.loginId());
    assertThat(node.authenticate(proven).fresh()).isTrue();
    node.refresh(proven);
    assertThat(
            test.column("SELECT subject_id FROM kernel.event WHERE type = 'login.reauthenticated'"))
        .containsExactly(first.loginId().toString());
  }

  @Test
  void earlierAccessTokensAreDead() {
    SignedIn second = node.refresh(first);
    node.authenticate(first);
    node.authenticate(second);

    SignedIn proven = node.ask(new Reauthenticate(caller, People.PASSWORD));

    assertThat(node.refusalOf(first)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.refusalOf(second)).isEqualTo(Failure.UNAUTHENTICATED);
    node.authenticate(node.refresh(proven));
  }

  @Test
  void earlierRefreshTokensAreDeadAndEndNothing() {
    SignedIn second = node.refresh(first);
    SignedIn proven = node.ask(new Reauthenticate(node.authenticate(second), People.PASSWORD));

    assertThat(node.refusalToRefresh(second)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);
    assertThat(node.refusalToRefresh(first)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);
    node.authenticate(node.refresh(proven));
  }

  @Test
  void aTokenOfAnEarlierFamilyThatWasReplacedLongAgoStillTellsOfATheft() {
    node.refresh(first);
    SignedIn proven = node.ask(new Reauthenticate(caller, People.PASSWORD));
    test.execute(
        "UPDATE sessions.refresh_token SET rotated_at = rotated_at - interval '11 seconds'");

    assertThat(node.refusalToRefresh(first)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);
    assertThat(node.refusalOf(proven)).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void aRotationAtTheSameTimeSavesNoEarlierToken() {
    for (int round = 0; round < 40; round++) {
      SignedIn login = node.signIn("ada");
      Caller asking = node.authenticate(login);
      Future<SignedIn> rotated = node.bus.ask(new RefreshLogin(login.refreshToken(), Node.ORIGIN));
      Future<SignedIn> proven = node.bus.ask(new Reauthenticate(asking, People.PASSWORD));
      node.get(Future.join(rotated, proven).otherwiseEmpty());

      assertThat(proven.succeeded()).isTrue();
      if (rotated.succeeded()) {
        assertThat(node.refusalToRefresh(rotated.result()))
            .isEqualTo(Failure.INVALID_REFRESH_TOKEN);
      }
      node.refresh(proven.result());
    }
  }

  private RaiseOwnLogin raising(String code) {
    return new RaiseOwnLogin(caller, new SecondFactor(code, null));
  }

  @Test
  void aSecondFactorAloneRaisesTheLoginAndMakesItNoFresher() {
    ada.code = "123456";
    ada.secondFactorRequired = true;
    assertThat(node.authenticate(first).secondFactorDue()).isTrue();
    assertThat(node.authenticate(first).secondFactorHeld()).isTrue();

    SignedIn raised = node.ask(raising("123456"));

    Caller strong = node.authenticate(raised);
    assertThat(raised.loginId()).isEqualTo(first.loginId());
    assertThat(strong.assurance()).isEqualTo(Assurance.TWO_FACTORS);
    assertThat(strong.secondFactorDue()).isFalse();
    assertThat(strong.fresh()).isFalse();
    assertThat(node.refusalOf(first)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.refusalToRefresh(first)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);
    node.refresh(raised);
    assertThat(
            test.column(
                "SELECT data->>'secondFactor' FROM kernel.event WHERE type ="
                    + " 'login.reauthenticated'"))
        .containsExactly("true");
  }

  @Test
  void aWrongCodeOrADeadLoginIsNotRaised() {
    assertThat(node.refusal(raising("123456"))).isEqualTo(Failure.SECOND_FACTOR_INVALID);
    ada.code = "123456";
    assertThat(node.refusal(raising("654321"))).isEqualTo(Failure.SECOND_FACTOR_INVALID);
    assertThat(node.authenticate(first).assurance()).isEqualTo(Assurance.ONE_FACTOR);
    node.ask(new EndLogin(caller, caller.login()));
    assertThat(node.refusal(raising("123456"))).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void aWrongPasswordChangesNothing() {
    assertThat(node.refusal(new Reauthenticate(caller, "wrong")))
        .isEqualTo(Failure.INVALID_CREDENTIALS);

    assertThat(node.authenticate(first).fresh()).isFalse();
    node.refresh(first);
  }

  @Test
  void aDeadLoginIsNotRevived() {
    node.ask(new EndLogin(caller, caller.login()));
    assertThat(node.refusal(new Reauthenticate(caller, People.PASSWORD)))
        .isEqualTo(Failure.UNAUTHENTICATED);

    SignedIn expired = node.signIn("ada");
    Caller late = node.authenticate(expired);
    for (String death :
        List.of(
            "expires_at = now()",
            "last_seen_at = now() - interval '7 days', expires_at = now() + interval '1 day'")) {
      test.execute("UPDATE sessions.login SET " + death + " WHERE ended_at IS NULL");
      assertThat(node.refusal(new Reauthenticate(late, People.PASSWORD)))
          .isEqualTo(Failure.UNAUTHENTICATED);
    }
    assertThat(node.refusalOf(expired)).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void aPasswordThatIsChangedElsewhereBetweenProofAndTokensEndsTheLogin() {
    ada.afterProof = () -> ada.changePassword(null);

    assertThat(node.refusal(new Reauthenticate(caller, People.PASSWORD)))
        .isEqualTo(Failure.UNAUTHENTICATED);

    assertThat(node.refusalOf(first)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(test.column("SELECT end_reason FROM sessions.login"))
        .containsExactly("authority_lost");
  }

  @Test
  void aKeptLoginMayProveItselfAndIsOverAtTheNextChangeAllTheSame() {
    ada.changePassword(first.loginId());
    SignedIn proven = node.ask(new Reauthenticate(caller, People.PASSWORD));
    node.authenticate(proven);

    ada.changePassword(null);

    assertThat(node.refusalOf(proven)).isEqualTo(Failure.UNAUTHENTICATED);
  }
}
