package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Mails;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.SharedNode;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** who registers another's address first has no part in what its owner makes of it. */
class PreHijackIT {

  private static final String LYING_IN_WAIT = "a stranger waits behind this door";
  private static final String CHOSEN = "eleven quiet looms before dawn";

  private final Latchkey latchkey = SharedNode.get().latchkey();
  private final Mails mails = latchkey.mails();
  private Person victim;
  private Person attacker;

  @BeforeEach
  void name() {
    victim = new Person(latchkey, Person.freshAddress("victim"), Person.PASSWORD);
    attacker = victim.with(LYING_IN_WAIT);
  }

  @Test
  void aPasswordThatWaitedForTheVictimIsDeadWhenTheVictimProvesTheAddress() {
    attacker.register();
    String attackersLink = mails.newest("registration", victim.email()).token();
    victim.register();
    String victimsLink = mails.newest("registration", victim.email(), 2).token();
    victim.prove(attackersLink).expect(410, "link_invalid");
    victim.prove(victimsLink).expect(204);
    attacker.trySignIn().expect(401, "invalid_credentials");
    victim.trySignIn().expect(401, "invalid_credentials");
    String choose = mails.newest("choose-password", victim.email()).token();
    victim.reset(choose, CHOSEN).expect(204);
    victim.with(CHOSEN).signIn();
    attacker.trySignIn().expect(401, "invalid_credentials");
  }

  @Test
  void aClaimThatComesAfterTheVictimsGivesTheAttackerNothing() {
    victim.register();
    new Person(latchkey, victim.email().toUpperCase(Locale.ROOT), LYING_IN_WAIT).register();
    victim.prove(mails.newest("registration", victim.email(), 2).token()).expect(204);
    attacker.trySignIn().expect(401, "invalid_credentials");
    String choose = mails.newest("choose-password", victim.email()).token();
    victim.reset(choose, Person.PASSWORD).expect(204);
    victim.signIn();
  }

  @Test
  void registeringAProvenAddressAgainChangesNothing() {
    Person settled = Person.registered(latchkey, "settled");
    Login login = settled.signIn();
    settled.with(LYING_IN_WAIT).register();
    assertThat(mails.newest("already-registered", settled.email()).hasLink()).isFalse();
    settled.with(LYING_IN_WAIT).trySignIn().expect(401, "invalid_credentials");
    settled.signIn();
    login.me().expect(200);
  }

  @Test
  void anAddressThatAnAttackerHasAddedIsTakenAwayWhenItsOwnerProvesIt() {
    Login attackers = Person.registered(latchkey, "attacker").signIn();
    attackers.addEmail(victim.email());
    attackers.ask(Ask.patch("/me", "email", Person.freshAddress("innocent"))).expect(200);
    String attackersLink = mails.newest("verify-email", victim.email()).token();
    registerAndProve();
    assertThat(attackers.ask(Ask.get("/me/emails")).items())
        .noneMatch(each -> each.getString("email").equals(victim.email()));
    victim.prove(attackersLink).expect(410, "link_invalid");
    assertThat(emailOf(victim.signIn())).isEqualTo(victim.email());
  }

  @Test
  void aChangeToTheVictimsAddressIsDroppedWhenItsOwnerProvesIt() {
    Login attackers = Person.registered(latchkey, "attacker").signIn();
    String own = emailOf(attackers);
    attackers.ask(Ask.patch("/me", "email", victim.email())).expect(200);
    String attackersLink = mails.newest("verify-email", victim.email()).token();
    registerAndProve();
    victim.prove(attackersLink).expect(410, "link_invalid");
    assertThat(emailOf(attackers)).isEqualTo(own);
    attackers.ask(Ask.delete("/me/email-change")).expect(404, "no_email_change");
  }

  private void registerAndProve() {
    victim.register();
    victim.prove(mails.newest("registration", victim.email()).token()).expect(204);
  }

  private static String emailOf(Login login) {
    return login.me().expect(200).json().getJsonObject("user").getString("email");
  }
}
