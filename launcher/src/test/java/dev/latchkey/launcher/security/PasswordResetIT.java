package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Mails;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** a reset by mail sets a password, and is no way in. */
class PasswordResetIT {

  private static final String CHOSEN = "eleven quiet looms before dawn";

  private final Latchkey latchkey = SharedNode.get().latchkey();
  private Person person;
  private Login login;
  private String second = "";

  @BeforeEach
  void register() {
    person = Person.registered(latchkey, "reset");
    login = person.signIn();
    second = Person.freshAddress("second");
    login.addEmail(second);
    person.prove(latchkey.mails().newest("verify-email", second).token()).expect(204);
  }

  @Test
  void itOpensNoLoginAndEndsAllThereAre() {
    Login other = person.signIn();
    Reply reply = person.reset(person.forget(), CHOSEN).expect(204);
    assertThat(reply.body()).isEmpty();
    assertThat(reply.headers()).doesNotContainKeys("set-cookie", "location", "authorization");
    for (Login each : new Login[] {login, other}) {
      each.me().expect(401, "unauthenticated");
      each.tryRefresh().expect(401, "invalid_refresh_token");
    }
    person.trySignIn().expect(401, "invalid_credentials");
    Login after = person.with(CHOSEN).signIn();
    assertThat(after.ask(Ask.get("/me/logins")).items()).hasSize(1);
  }

  @Test
  void everyOtherResetLinkOfThePersonIsDead() {
    latchkey.ask(Ask.post("/password/forgot", "email", second)).expect(202);
    String ofSecond = latchkey.mails().newest("password-reset", second).token();
    login.ask(Ask.patch("/me", "email", Person.freshAddress("third"))).expect(200);
    String undo = latchkey.mails().newest("email-change-requested", person.email()).token();
    person.reset(person.forget(), CHOSEN).expect(204);
    person.reset(ofSecond, Person.PASSWORD).expect(410, "link_invalid");
    person.reset(undo, Person.PASSWORD).expect(410, "link_invalid");
    person.trySignIn(CHOSEN).expect(201);
  }

  /**
   * Else whoever had stolen the account would prove it afterwards, and reset the password by it.
   */
  @Test
  void anAddressThatWasAddedBeforeIsProvenByNoLinkOfBefore() {
    String ofAThief = Person.freshAddress("thief");
    login.addEmail(ofAThief);
    String proof = latchkey.mails().newest("verify-email", ofAThief).token();
    person.reset(person.forget(), CHOSEN).expect(204);
    person.prove(proof).expect(410, "link_invalid");
    latchkey.ask(Ask.post("/password/forgot", "email", ofAThief)).expect(202);
    person.with(CHOSEN).forget();
    assertThat(latchkey.mails().of("password-reset", ofAThief)).isEmpty();
  }

  @Test
  void everyProvenAddressIsTold() {
    person.reset(person.forget(), CHOSEN).expect(204);
    for (String address : new String[] {person.email(), second}) {
      Mails.Mail notice = latchkey.mails().newest("password-changed", address);
      assertThat(notice.text()).contains(person.email()).doesNotContain(CHOSEN);
    }
  }

  @Test
  void anAddressThatIsNotProvenGetsNoLink() {
    String unproven = Person.freshAddress("unproven");
    login.addEmail(unproven);
    latchkey.ask(Ask.post("/password/forgot", "email", unproven)).expect(202);
    person.forget();
    assertThat(latchkey.mails().of("password-reset", unproven)).isEmpty();
  }
}
