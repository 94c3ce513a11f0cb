package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Parallel;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * of passkeys, from outside: made, used in each
 * of the three ways, and refused.
 */
class PasskeyIT {

  private static final String PASSKEYS = "/me/mfa/passkeys";
  private static final String ANEW = "/sessions/reauthenticate";

  private final SharedNode node = SharedNode.get();
  private MatrixWorld world;
  private UUID home;
  private Actor ada;
  private Person person;
  private Authenticator phone;

  @BeforeEach
  void setUp() {
    world = MatrixWorld.on(node);
    home = world.organization();
    ada = world.actor(home, world.role("admin"));
    person = person(ada);
    phone = authenticator();
  }

  private Person person(Actor actor) {
    return new Person(node.latchkey(), actor.id() + "@example.org", Person.PASSWORD);
  }

  private Authenticator authenticator() {
    return new Authenticator(node.latchkey().url().toString());
  }

  private static JsonObject options(Reply reply) {
    return reply.expect(200).json().getJsonObject("publicKey");
  }

  private static Reply add(Actor actor, Authenticator authenticator) {
    JsonObject offered =
        options(actor.login().ask(Ask.of("POST", "/api/v1" + PASSKEYS + "/options")));
    return add(actor, authenticator.make(offered));
  }

  private static Reply add(Actor actor, JsonObject made) {
    return actor.login().ask(Ask.post(PASSKEYS, "name", "Phone", "passkey", made));
  }

  private String enrol() {
    return add(ada, phone).expect(201).text("id");
  }

  /** What is handed out without the challenge of a first step. */
  private JsonObject bare() {
    return options(node.latchkey().ask(Ask.post("/sessions/passkey/options")));
  }

  private JsonObject offered(String challenge) {
    return options(
        node.latchkey().ask(Ask.post("/sessions/passkey/options", "challenge", challenge)));
  }

  private Reply signIn(JsonObject answer) {
    return node.latchkey().ask(Ask.post("/sessions", "passkey", answer));
  }

  private String challenge() {
    return person.trySignIn().expect(200).text("challenge");
  }

  private Reply prove(String challenge, JsonObject answer) {
    return node.latchkey()
        .ask(Ask.post("/sessions/second-factor", "challenge", challenge, "passkey", answer));
  }

  private static JsonObject offeredAnew(Login login) {
    return options(login.ask(Ask.of("POST", "/api/v1" + ANEW + "/options")));
  }

  private void remove(String passkey) {
    ada.login().ask(Ask.delete(PASSKEYS + "/" + passkey)).expect(204);
  }

  @Test
  void aPasskeyIsAddedListedRenamedAndRemoved() {
    Reply added = add(ada, phone).expect(201);
    assertThat(added.header("Location")).isEqualTo("/api/v1" + PASSKEYS + "/" + added.text("id"));
    assertThat(added.json().getJsonArray("recoveryCodes")).hasSize(10);
    JsonObject status = ada.login().ask(Ask.get("/me/mfa")).expect(200).json();
    assertThat(status.getJsonArray("methods")).contains("passkey", "recovery_code");
    assertThat(status.getInteger("passkeys")).isEqualTo(1);
    Reply second = add(ada, authenticator()).expect(201);
    assertThat(second.json().containsKey("recoveryCodes")).isFalse();
    String path = PASSKEYS + "/" + second.text("id");
    ada.login().ask(Ask.patch(path, "name", "The key on my ring")).expect(200);
    assertThat(ada.login().ask(Ask.get(PASSKEYS)).expect(200).items())
        .extracting(each -> each.getString("name"))
        .containsExactly("Phone", "The key on my ring");
    ada.login().ask(Ask.delete(path)).expect(204);
    ada.login().ask(Ask.delete(path)).expect(404, "not_found");
    assertThat(ada.login().ask(Ask.get(PASSKEYS)).expect(200).items()).hasSize(1);
  }

  @Test
  void everyProvenAddressHearsOfIt() {
    String other = world.email(ada.id()) + "@example.org";
    remove(enrol());
    for (String address : List.of(person.email(), other)) {
      node.latchkey().mails().newest("passkey-added", address);
      node.latchkey().mails().newest("passkey-removed", address);
    }
  }

  @Test
  void itIsTheSecondStep() {
    enrol();
    Reply first = person.trySignIn().expect(200);
    assertThat(first.json().getJsonArray("methods")).contains("passkey");
    JsonObject offered = offered(first.text("challenge"));
    assertThat(offered.getJsonArray("allowCredentials")).hasSize(1);
    JsonObject answer = phone.verifying(false).use(offered);
    Login login = Login.of(node.latchkey(), prove(first.text("challenge"), answer).expect(201));
    assertThat(login.me().expect(200).json().getJsonObject("login").getString("assurance"))
        .isEqualTo("aal2");
    prove(challenge(), answer).expect(401, "second_factor_invalid");
  }

  @Test
  void itSignsInWithoutAPassword() {
    enrol();
    JsonObject offered = bare();
    assertThat(offered.containsKey("allowCredentials")).isFalse();
    assertThat(offered.getString("userVerification")).isEqualTo("required");
    Login login = Login.of(node.latchkey(), signIn(phone.use(offered)).expect(201));
    JsonObject me = login.me().expect(200).json();
    assertThat(me.getJsonObject("user").getString("id")).isEqualTo(ada.id().toString());
    assertThat(me.getJsonObject("organization").getString("id")).isEqualTo(home.toString());
    assertThat(me.getJsonObject("login").getString("assurance")).isEqualTo("aal2");
    login.ask(Ask.delete("/me/logins")).expect(204);
  }

  @Test
  void itActsInTheOrganisationThatIsNamedWhereItsPersonIsAMember() {
    enrol();
    UUID second = world.organization();
    UUID strange = world.organization();
    world.join(ada.id(), second, world.role("member"));
    Reply there =
        node.latchkey()
            .ask(
                Ask.post(
                    "/sessions",
                    "passkey",
                    phone.use(bare()),
                    "organizationId",
                    second.toString()));
    Login login = Login.of(node.latchkey(), there.expect(201));
    assertThat(login.me().expect(200).json().getJsonObject("organization").getString("id"))
        .isEqualTo(second.toString());
    node.latchkey()
        .ask(
            Ask.post(
                "/sessions", "passkey", phone.use(bare()), "organizationId", strange.toString()))
        .expect(401, "invalid_credentials");
  }

  @Test
  void whateverIsWrongIsAnsweredLikeAWrongPassword() {
    enrol();
    Reply wrong = person.trySignIn("wrong").expect(401, "invalid_credentials").essence();
    JsonObject used = phone.use(bare());
    signIn(used).expect(201);
    assertThat(signIn(used).essence()).as("used").isEqualTo(wrong);
    assertThat(signIn(phone.verifying(false).use(bare())).essence())
        .as("nobody verified")
        .isEqualTo(wrong);
    phone.verifying(true);
    assertThat(signIn(phone.use(offered(challenge()))).essence())
        .as("offered for a second step")
        .isEqualTo(wrong);
    assertThat(signIn(phone.use(offeredAnew(ada.login()))).essence())
        .as("offered to prove anew")
        .isEqualTo(wrong);
    JsonObject creation = creationOptions().put("rpId", bare().getString("rpId"));
    assertThat(signIn(phone.use(creation)).essence()).as("offered for a new one").isEqualTo(wrong);
    Authenticator strange = authenticator();
    strange.make(creationOptions());
    assertThat(signIn(strange.use(bare())).essence()).as("never added").isEqualTo(wrong);
    assertThat(signIn(altered(phone.use(bare()))).essence()).as("altered").isEqualTo(wrong);
    String here = node.latchkey().url().toString();
    assertThat(signIn(phone.at("https://evil.example").use(bare())).essence())
        .as("elsewhere")
        .isEqualTo(wrong);
    phone.at(here);
    signIn(phone.use(bare())).expect(201);
    world.disable(ada.id());
    assertThat(signIn(phone.use(bare())).essence()).as("disabled").isEqualTo(wrong);
  }

  private JsonObject creationOptions() {
    return options(ada.login().ask(Ask.of("POST", "/api/v1" + PASSKEYS + "/options")));
  }

  /** Another flag than was signed. */
  private static JsonObject altered(JsonObject answer) {
    JsonObject response = answer.getJsonObject("response");
    byte[] data = response.getBinary("authenticatorData").clone();
    data[32] ^= 0x40;
    response.put("authenticatorData", data);
    return answer;
  }

  @Test
  void aRemovedPasskeyOpensNothingFromTheNextRequestOn() {
    String passkey = enrol();
    add(ada, authenticator()).expect(201);
    JsonObject begun = phone.use(bare());
    String challenge = challenge();
    JsonObject second = phone.use(offered(challenge));
    JsonObject anew = phone.use(offeredAnew(ada.login()));
    remove(passkey);
    signIn(begun).expect(401, "invalid_credentials");
    prove(challenge, second).expect(401, "second_factor_invalid");
    ada.login().ask(Ask.post(ANEW, "passkey", anew)).expect(401, "second_factor_invalid");
  }

  @Test
  void aResetByAnAdministratorTakesPasskeysToo() {
    enrol();
    JsonObject begun = phone.use(bare());
    Actor owner = world.actor(home, world.role("owner"));
    owner.login().ask(Ask.delete("/org/users/" + ada.id() + "/mfa")).expect(204);
    signIn(begun).expect(401, "invalid_credentials");
    person.trySignIn().expect(201);
  }

  @Test
  void onlyTheirOwnPasskeyAndOfferAreASecondStep() {
    enrol();
    Actor eve = world.actor(home, world.role("member"));
    Authenticator evil = authenticator();
    add(eve, evil).expect(201);
    String eves = person(eve).trySignIn().expect(200).text("challenge");
    String challenge = challenge();
    JsonObject wide = offered(challenge);
    wide.remove("allowCredentials");
    prove(challenge, evil.use(wide)).expect(401, "second_factor_invalid");
    JsonObject widened = offered(eves);
    widened.remove("allowCredentials");
    prove(challenge, phone.use(widened)).expect(401, "second_factor_invalid");
    prove(challenge, phone.use(bare())).expect(401, "second_factor_invalid");
    prove(challenge, phone.at("https://evil.example").use(offered(challenge)))
        .expect(401, "second_factor_invalid");
  }

  @Test
  void afterFiveTriesTheChallengeIsOver() {
    enrol();
    String challenge = challenge();
    JsonObject good = phone.use(offered(challenge));
    JsonObject wrong = altered(phone.use(offered(challenge)));
    for (int i = 0; i < 5; i++) {
      prove(challenge, wrong).expect(401, "second_factor_invalid");
    }
    prove(challenge, good).expect(401, "challenge_invalid");
    node.latchkey()
        .ask(Ask.post("/sessions/passkey/options", "challenge", challenge))
        .expect(401, "challenge_invalid");
  }

  @Test
  void thePasskeysOfSomebodyWithoutAnyAreNotOffered() {
    ada.login().ask(Ask.of("POST", "/api/v1" + ANEW + "/options")).expect(404, "not_found");
    String secret =
        ada.login().ask(Ask.of("POST", "/api/v1/me/mfa/totp")).expect(200).text("secret");
    ada.login().ask(Ask.post("/me/mfa/totp/confirm", "code", new App(secret).code(0))).expect(200);
    node.latchkey()
        .ask(Ask.post("/sessions/passkey/options", "challenge", challenge()))
        .expect(404, "not_found");
  }

  @Test
  void anAnswerOpensOneLoginUnderAnyRace() {
    enrol();
    for (int round = 0; round < 5; round++) {
      JsonObject answer = phone.use(bare());
      List<Reply> replies = Parallel.ask(16, number -> signIn(answer));
      assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
      assertThat(replies).filteredOn(reply -> reply.status() == 401).hasSize(15);
    }
  }

  @Test
  void guessesAtThePasswordKeepNobodyOutWhoHasAPasskey() {
    enrol();
    node.database()
        .execute(
            "INSERT INTO kernel.guess SELECT id, 'password', 100, true, NULL, now() FROM accounts.person WHERE id = '%s'"
                .formatted(ada.id()));
    person.trySignIn().expect(401, "invalid_credentials");
    signIn(phone.use(bare())).expect(201);
  }

  @Test
  void aTemporaryPasswordIsNoTrapForWhoeverHasAPasskey() {
    enrol();
    Actor owner = world.actor(home, world.role("owner"));
    String temporary =
        owner
            .login()
            .ask(Ask.post("/org/users/" + ada.id() + "/password/reset"))
            .expect(200)
            .text("password");
    Reply alone = signIn(phone.use(bare())).expect(201);
    assertThat(alone.json().getBoolean("mustChangePassword")).isFalse();
    Login.of(node.latchkey(), alone).ask(Ask.get("/org/users")).expect(200);
    String challenge = person.trySignIn(temporary).expect(200).text("challenge");
    Reply byTwo = prove(challenge, phone.use(offered(challenge))).expect(201);
    assertThat(byTwo.json().getBoolean("mustChangePassword")).isTrue();
    Login.of(node.latchkey(), byTwo)
        .ask(Ask.get("/org/users"))
        .expect(403, "password_change_required");
  }

  @Test
  void itProvesAnewWhoOneIs() {
    enrol();
    makeStale();
    ada.login().ask(Ask.delete("/me/logins")).expect(403, "reauthentication_required");
    JsonObject unverified = phone.verifying(false).use(offeredAnew(ada.login()));
    ada.login().ask(Ask.post(ANEW, "passkey", unverified)).expect(401, "invalid_credentials");
    ada.login()
        .ask(Ask.post(ANEW, "password", Person.PASSWORD))
        .expect(401, "second_factor_invalid");
    JsonObject beside = phone.use(offeredAnew(ada.login()));
    Login byBoth =
        Login.of(
            node.latchkey(),
            ada.login()
                .ask(Ask.post(ANEW, "password", Person.PASSWORD, "passkey", beside))
                .expect(200));
    byBoth.ask(Ask.delete("/me/logins")).expect(204);
    makeStale();
    JsonObject alone = phone.verifying(true).use(offeredAnew(byBoth));
    Login proven =
        Login.of(node.latchkey(), byBoth.ask(Ask.post(ANEW, "passkey", alone)).expect(200));
    proven.ask(Ask.delete("/me/logins")).expect(204);
    byBoth.me().expect(401, "unauthenticated");
    proven.ask(Ask.post(ANEW, "passkey", alone)).expect(401, "second_factor_invalid");
  }

  private void makeStale() {
    node.database()
        .execute(
            "UPDATE sessions.login SET authenticated_at = now() - interval '1 hour' WHERE person_id = '%s'"
                .formatted(ada.id()));
  }

  @Test
  void nobodyElsesOfferNorPasskeyProvesIt() {
    enrol();
    Actor eve = world.actor(home, world.role("member"));
    Authenticator evil = authenticator();
    add(eve, evil).expect(201);
    JsonObject eves = offeredAnew(eve.login());
    eves.remove("allowCredentials");
    ada.login()
        .ask(Ask.post(ANEW, "passkey", phone.use(eves)))
        .expect(401, "second_factor_invalid");
    JsonObject adas = offeredAnew(ada.login());
    adas.remove("allowCredentials");
    ada.login().ask(Ask.post(ANEW, "passkey", evil.use(adas))).expect(401, "second_factor_invalid");
  }

  @Test
  void aPasskeyIsMadeForItsOwnOfferOnceAndInPlaceOnly() {
    JsonObject made = phone.make(creationOptions());
    Actor eve = world.actor(home, world.role("member"));
    add(eve, made).expect(422, "passkey_refused");
    add(ada, made).expect(201);
    add(ada, made).expect(422, "passkey_refused");
    add(ada, phone.at("https://evil.example").make(creationOptions()))
        .expect(422, "passkey_refused");
    makeStale();
    ada.login()
        .ask(Ask.of("POST", "/api/v1" + PASSKEYS + "/options"))
        .expect(403, "reauthentication_required");
  }

  @Test
  void itIsTheFactorThatAnOrganisationDemandsAndStaysThen() {
    Actor owner = world.actor(home, world.role("owner"));
    owner
        .login()
        .ask(Ask.patch("/org", "settings", new JsonObject().put("mfaRequired", true)))
        .expect(200);
    ada.login().ask(Ask.get("/org/users")).expect(403, "second_factor_required");
    String passkey = enrol();
    ada.login().ask(Ask.get("/org/users")).expect(200);
    ada.login().ask(Ask.delete(PASSKEYS + "/" + passkey)).expect(403, "second_factor_required");
    Login alone = Login.of(node.latchkey(), signIn(phone.use(bare())).expect(201));
    alone.ask(Ask.get("/org/users")).expect(200);
  }

  @Test
  void whatWasRefusedIsOnRecord() {
    enrol();
    Reply wrong = signIn(phone.verifying(false).use(bare())).expect(401);
    phone.verifying(true);
    Reply right = signIn(phone.use(bare())).expect(201);
    world.disable(ada.id());
    Reply disabled = signIn(phone.use(bare())).expect(401);
    assertThat(events(wrong)).containsExactly("second.factor_refused");
    assertThat(events(right)).containsExactly("login.started");
    assertThat(events(disabled)).containsExactly("login.refused");
  }

  private List<String> events(Reply reply) {
    return node.database()
        .column(
            "SELECT type FROM kernel.event WHERE data ->> 'requestId' = '%s'"
                .formatted(reply.header("x-request-id")));
  }

  @Test
  void whatIsSentElseIsRefusedInAWord() {
    enrol();
    JsonObject answer = phone.use(bare());
    for (JsonArray more :
        List.of(JsonArray.of("email", person.email()), JsonArray.of("password", Person.PASSWORD))) {
      node.latchkey()
          .ask(Ask.post("/sessions", "passkey", answer, more.getString(0), more.getString(1)))
          .expect(400, "invalid_request");
    }
    signIn(answer).expect(201);
  }

  @Test
  void aCopyWhoseCounterFellIsRefusedAndItsOwnerToldOfIt() {
    enrol();
    signIn(phone.use(bare())).expect(201);
    signIn(phone.use(bare())).expect(201);
    signIn(phone.copied().use(bare())).expect(401, "invalid_credentials");
    node.latchkey().mails().newest("passkey-copied", person.email());
  }
}
