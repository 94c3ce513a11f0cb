package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** steps that are taken twice, too early, too late or out of order change nothing. */
class FlowOrderIT {

  private static final String CHOSEN = "eleven quiet looms before dawn";

  private static Latchkey latchkey;

  @BeforeAll
  static void find() {
    latchkey = SharedNode.get().latchkey();
  }

  @Test
  void whoHasNotProvenTheirAddressIsNobody() {
    Person person = new Person(latchkey, Person.freshAddress("unproven"), Person.PASSWORD);
    person.register();
    person.trySignIn().expect(401, "invalid_credentials");
    latchkey.ask(Ask.post("/password/forgot", "email", person.email())).expect(202);
    String token = latchkey.mails().newest("registration", person.email()).token();
    person.prove(token).expect(204);
    person.signIn();
    person.prove(token).expect(410, "link_invalid");
    assertThat(latchkey.mails().of("password-reset", person.email())).isEmpty();
  }

  @Test
  void aNewerProofReplacesTheOlderOne() {
    Login login = Person.registered(latchkey, "again").signIn();
    String address = Person.freshAddress("replaced");
    String id = login.addEmail(address);
    String older = latchkey.mails().newest("verify-email", address).token();
    bare(login, "POST", "/me/emails/" + id + "/verification").expect(204);
    String newer = latchkey.mails().newest("verify-email", address, 2).token();
    prove(older).expect(410, "link_invalid");
    prove(newer).expect(204);
    bare(login, "POST", "/me/emails/" + id + "/verification").expect(409, "email_already_verified");
  }

  @Test
  void aProofOfAnAddressThatWasRemovedIsWorthNothing() {
    Login login = Person.registered(latchkey, "removing").signIn();
    String address = Person.freshAddress("removed");
    String id = login.addEmail(address);
    String token = latchkey.mails().newest("verify-email", address).token();
    login.ask(Ask.delete("/me/emails/" + id)).expect(204);
    prove(token).expect(410, "link_invalid");
    login.addEmail(address);
    prove(token).expect(410, "link_invalid");
    login.ask(Ask.delete("/me/emails/" + id)).expect(404, "not_found");
  }

  @Test
  void thePrimaryAddressIsAProvenOneAndStays() {
    Person person = Person.registered(latchkey, "primary");
    Login login = person.signIn();
    String second = login.addEmail(Person.freshAddress("secondary"));
    bare(login, "PUT", "/me/emails/" + second + "/primary").expect(409, "email_not_verified");
    String primary =
        login
            .ask(Ask.get("/me/emails"))
            .items()
            .filter(each -> each.getBoolean("primary"))
            .findFirst()
            .orElseThrow()
            .getString("id");
    login.ask(Ask.delete("/me/emails/" + primary)).expect(409, "email_is_primary");
    login.ask(Ask.delete("/me/email-change")).expect(404, "no_email_change");
    assertThat(login.me().json().getJsonObject("user").getString("email"))
        .isEqualTo(person.email());
  }

  @Test
  void aResetLinkIsDeadOnceThePasswordWasChangedOtherwise() {
    Person person = Person.registered(latchkey, "changing");
    String token = person.forget();
    changePassword(person.signIn(), person.password());
    person.reset(token, "nine brass wheels turning slowly").expect(410, "link_invalid");
    person.trySignIn(CHOSEN).expect(201);
  }

  @Test
  void ofTwoResetLinksTheNewerOneWorks() {
    Person person = Person.registered(latchkey, "twice");
    String older = person.forget();
    String newer = person.forget();
    person.reset(older, CHOSEN).expect(410, "link_invalid");
    person.reset(newer, CHOSEN).expect(204);
    person.reset(newer, CHOSEN).expect(410, "link_invalid");
  }

  @Test
  void aRefusedPasswordUsesNoLinkUp() {
    Person person = Person.registered(latchkey, "weak");
    String token = person.forget();
    person.reset(token, "short").expect(422, "password_too_short");
    person.reset(token, "password1234567").expect(422, "password_blocklisted");
    person.trySignIn().expect(201);
    person.reset(token, CHOSEN).expect(204);
  }

  @Test
  void anOldLinkIsWorthNothing() {
    Person person = Person.registered(latchkey, "late");
    String token = person.forget();
    SharedNode.get()
        .database()
        .execute(
            "UPDATE accounts.link SET expires_at = now() - interval '1 s' WHERE used_at IS NULL");
    person.reset(token, CHOSEN).expect(410, "link_invalid");
  }

  @Test
  void whatALoginHadIsDeadWhenItIsOver() {
    Person person = Person.registered(latchkey, "over");
    Login signedOut = person.signIn();
    signedOut.ask(Ask.delete("/sessions/current")).expect(204);
    assertDead(signedOut);
    Login kept = person.signIn();
    Login other = person.signIn();
    kept.ask(Ask.delete("/me/logins")).expect(204);
    assertDead(other);
    kept.me().expect(200);
    changePassword(kept, person.password());
    kept.me().expect(200);
    kept.refreshed().me().expect(200);
  }

  @Test
  void aClosedAccountIsClosedForGood() {
    Person person = Person.registered(latchkey, "closing");
    Login login = person.signIn();
    Login other = person.signIn();
    String address = Person.freshAddress("closed");
    login.addEmail(address);
    String proof = latchkey.mails().newest("verify-email", address).token();
    String reset = person.forget();
    login.ask(Ask.delete("/me")).expect(204);
    assertDead(login);
    assertDead(other);
    person.trySignIn().expect(401, "invalid_credentials");
    prove(proof).expect(410, "link_invalid");
    person.reset(reset, CHOSEN).expect(410, "link_invalid");
    latchkey.mails().newest("account-closed", person.email());
    for (String table : List.of("accounts.person", "accounts.email", "sessions.login")) {
      assertThat(SharedNode.get().database().column("SELECT t::text FROM " + table + " t"))
          .noneMatch(row -> row.contains(person.email()));
    }
  }

  @Test
  void whoComesBackToAClosedAccountsAddressFindsNothingOfIt() {
    Person person = Person.registered(latchkey, "returning");
    Login before = person.signIn();
    String id = before.me().json().getJsonObject("user").getString("id");
    before.ask(Ask.delete("/me")).expect(204);
    person.register();
    person.prove(latchkey.mails().newest("registration", person.email(), 2).token()).expect(204);
    Login after = person.signIn();
    assertThat(after.me().json().getJsonObject("user").getString("id")).isNotEqualTo(id);
    assertThat(after.ask(Ask.get("/me/organizations")).items()).isEmpty();
    assertThat(after.ask(Ask.get("/me/logins")).items()).hasSize(1);
    assertDead(before);
  }

  private static void changePassword(Login login, String current) {
    login
        .ask(Ask.put("/me/password", "currentPassword", current, "newPassword", CHOSEN))
        .expect(204);
  }

  private static void assertDead(Login login) {
    login.me().expect(401, "unauthenticated");
    login.tryRefresh().expect(401, "invalid_refresh_token");
  }

  private static Reply prove(String token) {
    return latchkey.ask(Ask.post("/emails/verify", "token", token));
  }

  private static Reply bare(Login login, String method, String path) {
    return login.ask(Ask.of(method, "/api/v1" + path));
  }
}
