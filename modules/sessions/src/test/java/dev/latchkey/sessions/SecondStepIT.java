package dev.latchkey.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.api.mfa.SecondFactor;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.api.sessions.CreateToken;
import dev.latchkey.api.sessions.EndOtherLogins;
import dev.latchkey.api.sessions.ListLogins;
import dev.latchkey.api.sessions.ProveSecondFactor;
import dev.latchkey.api.sessions.RaiseLogin;
import dev.latchkey.api.sessions.Reauthenticate;
import dev.latchkey.api.sessions.SecondFactorChallenge;
import dev.latchkey.api.sessions.SignIn;
import dev.latchkey.api.sessions.SignInOutcome;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in by two steps; what a login by one may not do. */
class SecondStepIT {

  private static final SecondFactor RIGHT = new SecondFactor("123456", null);
  private static final SecondFactor WRONG = new SecondFactor("000000", null);

  private final TestDatabase test = TestDatabase.with("sessions");
  private final People people = new People();
  private final People.Someone ada = people.named("ada");
  private Node node;

  @BeforeEach
  void start() {
    node = Node.start(test, people);
    ada.code = "123456";
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private SignInOutcome signIn(String trustedDeviceToken) {
    return node.ask(
        new SignIn("ada", People.PASSWORD, null, trustedDeviceToken, "Laptop", Node.ORIGIN));
  }

  private SecondFactorChallenge challenge() {
    return signIn(null).challenge();
  }

  private static ProveSecondFactor proof(SecondFactorChallenge challenge, SecondFactor proof) {
    return new ProveSecondFactor(challenge.challenge(), proof, false, Node.ORIGIN);
  }

  private SignedIn signInByTwo() {
    return node.ask(proof(challenge(), RIGHT));
  }

  @Test
  void aRightPasswordOpensTheSecondStepAlone() {
    SignInOutcome outcome = signIn(null);
    assertThat(outcome.signedIn()).isNull();
    assertThat(outcome.challenge().methods()).containsExactly(FactorMethod.TOTP);
    assertThat(outcome.challenge().expiresInSeconds()).isEqualTo(300);
    assertThat(test.column("SELECT id FROM sessions.login")).isEmpty();
    String challenge = outcome.challenge().challenge();
    assertThat(node.refusal(new Authenticate(challenge, Node.ORIGIN)))
        .isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(test.column("SELECT encode(digest, 'escape') FROM sessions.challenge"))
        .noneMatch(stored -> challenge.contains(stored));
  }

  @Test
  void theSecondStepOpensALoginOfTwoFactorsOnTheDeviceOfTheFirst() {
    Caller caller = node.authenticate(signInByTwo());
    assertThat(caller.assurance()).isEqualTo(Assurance.TWO_FACTORS);
    assertThat(caller.fresh()).isTrue();
    assertThat(node.ask(new ListLogins(caller)).items().get(0).device()).isEqualTo("Laptop");
  }

  @Test
  void aWrongCodeOpensNothingAndTheChallengeEndsAfterFive() {
    SecondFactorChallenge challenge = challenge();
    for (int i = 0; i < 5; i++) {
      assertThat(node.refusal(proof(challenge, WRONG))).isEqualTo(Failure.SECOND_FACTOR_INVALID);
    }
    assertThat(node.refusal(proof(challenge, RIGHT))).isEqualTo(Failure.CHALLENGE_INVALID);
    assertThat(test.column("SELECT id FROM sessions.login")).isEmpty();
  }

  @Test
  void aChallengeIsUsedOnceUnderAnyRace() {
    for (int round = 0; round < 20; round++) {
      SecondFactorChallenge challenge = challenge();
      List<Future<SignedIn>> tries =
          IntStream.range(0, 5).mapToObj(i -> node.bus.ask(proof(challenge, RIGHT))).toList();
      node.get(Future.join(tries).otherwiseEmpty());
      assertThat(tries.stream().filter(Future::succeeded)).hasSize(1);
    }
  }

  @Test
  void aForgedCutOrOldChallengeIsNone() {
    String challenge = challenge().challenge();
    for (String other :
        List.of("", "lkc_", challenge + "A", challenge.substring(1), challenge.toUpperCase())) {
      assertThat(node.refusal(new ProveSecondFactor(other, RIGHT, false, Node.ORIGIN)))
          .as(other)
          .isEqualTo(Failure.CHALLENGE_INVALID);
    }
    test.execute("UPDATE sessions.challenge SET expires_at = now()");
    assertThat(node.refusal(new ProveSecondFactor(challenge, RIGHT, false, Node.ORIGIN)))
        .isEqualTo(Failure.CHALLENGE_INVALID);
  }

  @Test
  void aPasswordOrMembershipThatChangesInBetweenEndsIt() {
    SecondFactorChallenge first = challenge();
    ada.changePassword(null);
    assertThat(node.refusal(proof(first, RIGHT))).isEqualTo(Failure.CHALLENGE_INVALID);
    SecondFactorChallenge second = challenge();
    ada.admission = Ids.next();
    assertThat(node.refusal(proof(second, RIGHT))).isEqualTo(Failure.CHALLENGE_INVALID);
    SecondFactorChallenge third = challenge();
    ada.disabled = true;
    assertThat(node.refusal(proof(third, RIGHT))).isEqualTo(Failure.CHALLENGE_INVALID);
  }

  @Test
  void aTrustedDeviceSkipsTheSecondStepAndGetsAnotherToken() {
    SignedIn signedIn =
        node.ask(new ProveSecondFactor(challenge().challenge(), RIGHT, true, Node.ORIGIN));
    assertThat(signedIn.trustedDeviceToken()).isEqualTo("device-1");
    SignedIn again = signIn("device-1").signedIn();
    assertThat(again.trustedDeviceToken()).isEqualTo("device-1+");
    assertThat(node.authenticate(again).assurance()).isEqualTo(Assurance.ONE_FACTOR);
    assertThat(signIn("device-1").challenge()).isNotNull();
    assertThat(signInByTwo().trustedDeviceToken()).isNull();
  }

  @Test
  void anOrganizationCanForbidTrustedDevices() {
    ada.trustedDevice = "device-1";
    ada.trustedDevicesAllowed = false;
    assertThat(signIn("device-1").challenge()).isNotNull();
    SignedIn signedIn =
        node.ask(new ProveSecondFactor(challenge().challenge(), RIGHT, true, Node.ORIGIN));
    assertThat(signedIn.trustedDeviceToken()).isNull();
  }

  @Test
  void whatIsSensitiveWantsTheAccountsOwnStrength() {
    ada.code = null;
    SignedIn byOne = node.signIn("ada");
    assertThat(node.authenticate(byOne).fresh()).isTrue();
    ada.code = "123456";
    Caller caller = node.authenticate(byOne);
    assertThat(caller.fresh()).isFalse();
    assertThat(node.refusal(new EndOtherLogins(caller)))
        .isEqualTo(Failure.REAUTHENTICATION_REQUIRED);
    assertThat(node.refusal(new Reauthenticate(caller, People.PASSWORD)))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
    assertThat(node.refusal(new Reauthenticate(caller, People.PASSWORD, WRONG)))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
    Caller proven = node.authenticate(node.ask(new Reauthenticate(caller, People.PASSWORD, RIGHT)));
    assertThat(proven.fresh()).isTrue();
    assertThat(proven.assurance()).isEqualTo(Assurance.TWO_FACTORS);
  }

  @Test
  void whereItDoesNotMatterFreshnessIsNotLookedFor() {
    ada.code = null;
    SignedIn byOne = node.signIn("ada");
    Caller caller = node.ask(new Authenticate(byOne.accessToken(), null, Node.ORIGIN, false));
    assertThat(caller.fresh()).isFalse();
  }

  @Test
  void whereTheOrganizationDemandsItALoginByOneMayOnlySetItUp() {
    ada.code = null;
    SignedIn byOne = node.signIn("ada");
    ada.secondFactorRequired = true;
    Caller caller = node.authenticate(byOne);
    assertThat(caller.secondFactorDue()).isTrue();
    assertThat(node.refusal(new ListLogins(caller))).isEqualTo(Failure.SECOND_FACTOR_REQUIRED);
    ada.code = "123456";
    assertThat(node.refusal(new ListLogins(node.authenticate(byOne))))
        .isEqualTo(Failure.SECOND_FACTOR_UNPROVEN);
    node.ask(new RaiseLogin(ada.id, byOne.loginId()));
    assertThat(node.authenticate(byOne).secondFactorDue()).isFalse();
  }

  @Test
  void aTrustedDeviceIsEnoughWhereTheOrganizationDemandsASecondFactor() {
    ada.secondFactorRequired = true;
    ada.trustedDevice = "device-1";
    Caller caller = node.authenticate(signIn("device-1").signedIn());
    assertThat(caller.secondFactorDue()).isFalse();
    assertThat(caller.fresh()).isFalse();
  }

  @Test
  void anApiTokenIsAsStrongAsTheLoginThatMadeIt() {
    ada.code = null;
    Caller byOne = node.authenticate(node.signIn("ada"));
    Set<Permission> scopes = Set.of(Permission.USERS_READ);
    String weak = node.ask(new CreateToken(byOne, "weak", scopes, null)).token();
    ada.code = "123456";
    Caller byTwo = node.authenticate(signInByTwo());
    String strong = node.ask(new CreateToken(byTwo, "strong", scopes, null)).token();
    ada.secondFactorRequired = true;
    assertThat(node.ask(new Authenticate(weak, Node.ORIGIN)).secondFactorDue()).isTrue();
    assertThat(node.ask(new Authenticate(strong, Node.ORIGIN)).secondFactorDue()).isFalse();
  }
}
