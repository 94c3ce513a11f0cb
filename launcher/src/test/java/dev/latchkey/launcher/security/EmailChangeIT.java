package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Mails;
import dev.latchkey.launcher.e2e.Parallel;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** a new address counts when it is proven, and the old one can take it back. */
class EmailChangeIT {

  private static final String CHOSEN = "eleven quiet looms before dawn";

  private final Latchkey latchkey = SharedNode.get().latchkey();
  private final Mails mails = latchkey.mails();
  private Person person;
  private Login login;
  private String wanted = "";

  @BeforeEach
  void register() {
    person = Person.registered(latchkey, "old");
    login = person.signIn();
    wanted = Person.freshAddress("wanted");
  }

  @Test
  void untilItIsProvenNothingHasChanged() {
    change(login, wanted);
    assertThat(user().getString("email")).isEqualTo(person.email());
    assertThat(email(wanted))
        .isEqualTo(state(false, false, true))
        .isNotEqualTo(state(true, false, true));
    assertThat(email(person.email())).isEqualTo(state(true, true, false));
    new Person(latchkey, wanted, person.password()).trySignIn().expect(401, "invalid_credentials");
    latchkey.ask(Ask.post("/password/forgot", "email", wanted)).expect(202);
    person.forget();
    assertThat(mails.of("password-reset", wanted)).isEmpty();
  }

  @Test
  void theProofMakesItThePrimaryOneAndTheOldOneIsToldBeforeAndAfter() {
    change(login, wanted);
    Mails.Mail told = mails.newest("email-change-requested", person.email());
    assertThat(told.text()).contains(wanted);
    assertThat(told.hasLink()).isTrue();
    person.prove(mails.newest("verify-email", wanted).token()).expect(204);
    assertThat(user().getString("email")).isEqualTo(wanted);
    assertThat(user().getBoolean("emailVerified")).isTrue();
    assertThat(email(wanted)).isEqualTo(state(true, true, false));
    mails.newest("email-changed", person.email());
    mails.newest("email-changed", wanted);
    new Person(latchkey, wanted, person.password()).signIn();
  }

  @Test
  void aCancelledChangeCannotBeProven() {
    change(login, wanted);
    String token = mails.newest("verify-email", wanted).token();
    login.ask(Ask.delete("/me/email-change")).expect(204);
    person.prove(token).expect(410, "link_invalid");
    login.ask(Ask.delete("/me/email-change")).expect(404, "no_email_change");
    assertThat(user().getString("email")).isEqualTo(person.email());
  }

  @Test
  void aSecondChangeReplacesTheFirst() {
    change(login, wanted);
    String first = mails.newest("verify-email", wanted).token();
    String other = Person.freshAddress("other");
    change(login, other);
    person.prove(first).expect(410, "link_invalid");
    person.prove(mails.newest("verify-email", other).token()).expect(204);
    assertThat(user().getString("email")).isEqualTo(other);
  }

  @Test
  void theOldAddressTakesAChangeBackThatIsNotProvenYet() {
    change(login, wanted);
    String undo = mails.newest("email-change-requested", person.email()).token();
    String proof = mails.newest("verify-email", wanted).token();
    person.reset(undo, CHOSEN).expect(204);
    assertTakenBack();
    person.prove(proof).expect(410, "link_invalid");
  }

  @Test
  void theOldAddressTakesAChangeBackThatWasProven() {
    change(login, wanted);
    String undo = mails.newest("email-change-requested", person.email()).token();
    person.prove(mails.newest("verify-email", wanted).token()).expect(204);
    person.reset(undo, CHOSEN).expect(204);
    assertTakenBack();
    new Person(latchkey, wanted, CHOSEN).trySignIn().expect(401, "invalid_credentials");
  }

  /** Also where the thief has made the new address primary and removed the old one. */
  @Test
  void aChangeCannotTakeTheUndoAway() {
    change(login, wanted);
    String undo = mails.newest("email-change-requested", person.email()).token();
    person.prove(mails.newest("verify-email", wanted).token()).expect(204);
    String old =
        login
            .ask(Ask.get("/me/emails"))
            .items()
            .filter(each -> each.getString("email").equals(person.email()))
            .findFirst()
            .orElseThrow()
            .getString("id");
    login.ask(Ask.delete("/me/emails/" + old));
    login
        .ask(
            Ask.put(
                "/me/password",
                "currentPassword",
                Person.PASSWORD,
                "newPassword",
                "nine brass wheels turn"))
        .expect(204);
    person.reset(undo, CHOSEN).expect(204);
    assertTakenBack();
  }

  private void assertTakenBack() {
    login.me().expect(401, "unauthenticated");
    person.trySignIn().expect(401, "invalid_credentials");
    login = person.with(CHOSEN).signIn();
    assertThat(user().getString("email")).isEqualTo(person.email());
    assertThat(login.ask(Ask.get("/me/emails")).items()).hasSize(1);
  }

  @RepeatedTest(5)
  void ofTwoWhoProveOneAddressAtTheSameMomentOneGetsIt() {
    Login rival = Person.registered(latchkey, "rival").signIn();
    change(login, wanted);
    change(rival, wanted);
    List<String> tokens =
        mails.of("verify-email", mails.newest("verify-email", wanted, 2).to()).stream()
            .map(Mails.Mail::token)
            .toList();
    List<Reply> replies = Parallel.ask(2, number -> person.prove(tokens.get(number)));
    assertThat(replies.stream().filter(reply -> reply.status() == 204)).hasSize(1);
    assertThat(replies.stream().filter(reply -> reply.status() != 204))
        .allSatisfy(reply -> assertThat(reply.status()).isIn(409, 410));
    assertThat(
            SharedNode.get()
                .database()
                .column("SELECT person_id FROM accounts.email WHERE address = '" + wanted + "'"))
        .hasSize(1);
  }

  @Test
  void whetherAnAddressIsSomebodyElsesCannotBeSeen() {
    Person owner = Person.registered(latchkey, "owner");
    JsonObject taken = addAndShow(owner.email());
    JsonObject free = addAndShow(Person.freshAddress("free"));
    assertThat(taken.fieldNames()).isEqualTo(free.fieldNames());
    assertThat(taken.getBoolean("verified")).isFalse();
    change(login, owner.email());
    change(login, wanted);
    assertThat(mails.newest("already-registered", owner.email(), 1).hasLink()).isFalse();
    assertThat(mails.of("verify-email", owner.email())).isEmpty();
  }

  private JsonObject addAndShow(String address) {
    return login.ask(Ask.post("/me/emails", "email", address)).expect(201).json();
  }

  private static void change(Login login, String address) {
    login.ask(Ask.patch("/me", "email", address)).expect(200);
  }

  private JsonObject user() {
    return login.me().expect(200).json().getJsonObject("user");
  }

  private JsonObject email(String address) {
    JsonObject found =
        login
            .ask(Ask.get("/me/emails"))
            .items()
            .filter(each -> each.getString("email").equals(address))
            .findFirst()
            .orElseThrow();
    return state(
        found.getBoolean("verified"), found.getBoolean("primary"), found.getBoolean("pending"));
  }

  private static JsonObject state(boolean verified, boolean primary, boolean pending) {
    return Ask.object("verified", verified, "primary", primary, "pending", pending);
  }
}
