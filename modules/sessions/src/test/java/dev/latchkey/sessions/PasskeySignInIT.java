package dev.latchkey.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.SessionLimits;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.api.mfa.SecondFactor;
import dev.latchkey.api.sessions.BeginPasskeySignIn;
import dev.latchkey.api.sessions.BeginReauthentication;
import dev.latchkey.api.sessions.ListLogins;
import dev.latchkey.api.sessions.ProveSecondFactor;
import dev.latchkey.api.sessions.Reauthenticate;
import dev.latchkey.api.sessions.SecondFactorChallenge;
import dev.latchkey.api.sessions.SignIn;
import dev.latchkey.api.sessions.SignInByPasskey;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.api.sessions.SwitchOrganization;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passkeys: as the second step, instead of a password, and to prove anew who one is. */
class PasskeySignInIT {

  private final TestDatabase test = TestDatabase.with("sessions");
  private final People people = new People();
  private final People.Someone ada = people.named("ada");
  private final People.Someone eve = people.named("eve");
  private Node node;

  @BeforeEach
  void start() {
    node = Node.start(test, people);
    ada.passkey = "key";
    eve.passkey = "evil";
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private SecondFactorChallenge challenge() {
    return node.ask(new SignIn("ada", People.PASSWORD, null, "Laptop", Node.ORIGIN)).challenge();
  }

  private String offer(String challenge) {
    return node.ask(new BeginPasskeySignIn(challenge)).options();
  }

  private static ProveSecondFactor proof(SecondFactorChallenge challenge, String answer) {
    SecondFactor passkey = new SecondFactor(null, null, answer);
    return new ProveSecondFactor(challenge.challenge(), passkey, false, Node.ORIGIN);
  }

  private static SignInByPasskey bare(String answer) {
    return new SignInByPasskey(answer, null, "Laptop", Node.ORIGIN);
  }

  private SignedIn signInByPasskey() {
    return node.ask(bare(offer(null) + " key verified"));
  }

  private static Reauthenticate anew(Caller caller, String password, String answer) {
    return new Reauthenticate(caller, password, new SecondFactor(null, null, answer));
  }

  @Test
  void aPasskeyIsTheSecondStep() {
    SecondFactorChallenge challenge = challenge();
    assertThat(challenge.methods()).containsExactly(FactorMethod.PASSKEY);
    String offer = offer(challenge.challenge());
    Caller caller = node.authenticate(node.ask(proof(challenge, offer + " key")));
    assertThat(caller.assurance()).isEqualTo(Assurance.TWO_FACTORS);
    assertThat(caller.fresh()).isTrue();
    assertThat(node.refusal(proof(challenge(), offer + " key")))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
  }

  @Test
  void anOfferNeitherTriesNorUsesTheChallenge() {
    SecondFactorChallenge challenge = challenge();
    for (int i = 0; i < 2 * Challenge.MOST_TRIES; i++) {
      offer(challenge.challenge());
    }
    assertThat(node.ask(proof(challenge, offer(challenge.challenge()) + " key"))).isNotNull();
    assertThat(node.refusal(new BeginPasskeySignIn(challenge.challenge())))
        .as("used up")
        .isEqualTo(Failure.CHALLENGE_INVALID);
  }

  @Test
  void aWrongPasskeyIsATryOfTheChallenge() {
    SecondFactorChallenge challenge = challenge();
    for (int i = 0; i < Challenge.MOST_TRIES; i++) {
      String other = offer(challenge.challenge()) + " evil verified";
      assertThat(node.refusal(proof(challenge, other))).isEqualTo(Failure.SECOND_FACTOR_INVALID);
    }
    assertThat(node.refusal(new BeginPasskeySignIn(challenge.challenge())))
        .isEqualTo(Failure.CHALLENGE_INVALID);
    assertThat(node.refusal(proof(challenge, "any key"))).isEqualTo(Failure.CHALLENGE_INVALID);
  }

  @Test
  void withoutAChallengeThatCountsThereIsNoOffer() {
    String challenge = challenge().challenge();
    for (String other : new String[] {"", "lkc_", challenge + "A", challenge.substring(1)}) {
      assertThat(node.refusal(new BeginPasskeySignIn(other)))
          .as(other)
          .isEqualTo(Failure.CHALLENGE_INVALID);
    }
    ada.changePassword(null);
    assertThat(node.refusal(new BeginPasskeySignIn(challenge)))
        .isEqualTo(Failure.CHALLENGE_INVALID);
    String old = challenge().challenge();
    test.execute("UPDATE sessions.challenge SET expires_at = now()");
    assertThat(node.refusal(new BeginPasskeySignIn(old))).isEqualTo(Failure.CHALLENGE_INVALID);
    ada.passkey = null;
    ada.code = "123456";
    assertThat(node.refusal(new BeginPasskeySignIn(challenge().challenge())))
        .isEqualTo(Failure.NOT_FOUND);
  }

  @Test
  void aPasskeyAloneOpensALoginOfTwoFactors() {
    Caller caller = node.authenticate(signInByPasskey());
    assertThat(caller.person()).isEqualTo(ada.id);
    assertThat(caller.organization()).isEqualTo(ada.organization);
    assertThat(caller.assurance()).isEqualTo(Assurance.TWO_FACTORS);
    assertThat(caller.fresh()).isTrue();
    assertThat(node.ask(new ListLogins(caller)).items().get(0).device()).isEqualTo("Laptop");
    assertThat(
            test.column(
                "SELECT data ->> 'passkey' || ' ' || (data ->> 'assurance') FROM kernel.event"
                    + " WHERE type = 'login.started'"))
        .containsExactly("true aal2");
  }

  @Test
  void whateverIsWrongWithItIsAnsweredAlike() {
    SecondFactorChallenge challenge = challenge();
    assertThat(node.refusal(bare(offer(null) + " key"))).isEqualTo(Failure.INVALID_CREDENTIALS);
    assertThat(node.refusal(bare(offer(null) + " nobody verified")))
        .isEqualTo(Failure.INVALID_CREDENTIALS);
    assertThat(node.refusal(bare(offer(challenge.challenge()) + " key verified")))
        .isEqualTo(Failure.INVALID_CREDENTIALS);
    assertThat(node.refusal(proof(challenge, offer(null) + " key verified")))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
    String answer = offer(null) + " key verified";
    node.ask(bare(answer));
    assertThat(node.refusal(bare(answer))).isEqualTo(Failure.INVALID_CREDENTIALS);
    ada.disabled = true;
    assertThat(node.refusal(bare(offer(null) + " key verified")))
        .isEqualTo(Failure.INVALID_CREDENTIALS);
  }

  @Test
  void itActsWhereItsPersonIsAMember() {
    OrganizationId other = new OrganizationId(Ids.next());
    SignInByPasskey there =
        new SignInByPasskey(offer(null) + " key verified", other, null, Node.ORIGIN);
    assertThat(node.refusal(there)).isEqualTo(Failure.INVALID_CREDENTIALS);
    ada.elsewhere.add(other);
    SignedIn signedIn =
        node.ask(new SignInByPasskey(offer(null) + " key verified", other, null, Node.ORIGIN));
    assertThat(node.authenticate(signedIn).organization()).isEqualTo(other);
  }

  @Test
  void theLimitsOfLoginsHoldForItToo() {
    ada.limits = new SessionLimits(null, null, 1);
    SignedIn first = signInByPasskey();
    SignedIn second = signInByPasskey();
    assertThat(node.refusalOf(first)).isEqualTo(Failure.UNAUTHENTICATED);
    node.authenticate(second);
    ada.disabled = true;
    assertThat(node.refusalOf(second)).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void aTemporaryPasswordIsToBeChangedByWhoeverUsesItAlone() {
    ada.mustChangePassword = true;
    SignedIn byPasskey = signInByPasskey();
    assertThat(byPasskey.mustChangePassword()).isFalse();
    assertThat(node.authenticate(byPasskey).mustChangePassword()).isFalse();
    assertThat(node.refresh(byPasskey).mustChangePassword()).isFalse();
    OrganizationId other = new OrganizationId(Ids.next());
    ada.elsewhere.add(other);
    SignedIn moved = node.ask(new SwitchOrganization(node.authenticate(byPasskey), other));
    assertThat(node.authenticate(moved).mustChangePassword()).isFalse();
    SecondFactorChallenge challenge = challenge();
    SignedIn byTwo = node.ask(proof(challenge, offer(challenge.challenge()) + " key verified"));
    assertThat(byTwo.mustChangePassword()).isTrue();
    Caller caller = node.authenticate(byTwo);
    assertThat(caller.mustChangePassword()).isTrue();
    String offer = node.ask(new BeginReauthentication(caller)).options();
    SignedIn proven = node.ask(anew(caller, null, offer + " key verified"));
    assertThat(node.authenticate(proven).mustChangePassword())
        .as("the login was opened by the password all the same")
        .isTrue();
  }

  @Test
  void aVerifiedPasskeyAloneProvesAnewWhoItIs() {
    Caller stale = stale();
    String offer = node.ask(new BeginReauthentication(stale)).options();
    Caller proven = node.authenticate(node.ask(anew(stale, null, offer + " key verified")));
    assertThat(proven.fresh()).isTrue();
    assertThat(proven.assurance()).isEqualTo(Assurance.TWO_FACTORS);
  }

  @Test
  void anUnverifiedOneIsTheSecondFactorBesideThePassword() {
    Caller stale = stale();
    String first = node.ask(new BeginReauthentication(stale)).options();
    assertThat(node.refusal(anew(stale, null, first + " key")))
        .isEqualTo(Failure.INVALID_CREDENTIALS);
    String second = node.ask(new BeginReauthentication(stale)).options();
    Caller proven = node.authenticate(node.ask(anew(stale, People.PASSWORD, second + " key")));
    assertThat(proven.fresh()).isTrue();
    assertThat(proven.assurance()).isEqualTo(Assurance.TWO_FACTORS);
  }

  @Test
  void nobodyElsesPasskeyNorOfferProvesIt() {
    Caller stale = stale();
    String offer = node.ask(new BeginReauthentication(stale)).options();
    assertThat(node.refusal(anew(stale, null, offer + " evil verified")))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
    Caller other = node.authenticate(node.ask(bare(offer(null) + " evil verified")));
    String others = node.ask(new BeginReauthentication(other)).options();
    assertThat(node.refusal(anew(stale, null, others + " key verified")))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
    assertThat(node.refusal(anew(stale, null, offer(null) + " key verified")))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
    assertThat(node.refusal(new Reauthenticate(stale, null, null)))
        .isEqualTo(Failure.INVALID_CREDENTIALS);
    assertThat(node.refusal(anew(stale, "wrong", "any key verified")))
        .isEqualTo(Failure.INVALID_CREDENTIALS);
    ada.passkey = null;
    assertThat(node.refusal(new BeginReauthentication(stale))).isEqualTo(Failure.NOT_FOUND);
  }

  /** Somebody who signed in an hour ago. */
  private Caller stale() {
    SignedIn signedIn = signInByPasskey();
    test.execute("UPDATE sessions.login SET authenticated_at = now() - interval '1 hour'");
    Caller caller = node.authenticate(signedIn);
    assertThat(caller.fresh()).isFalse();
    return caller;
  }
}
