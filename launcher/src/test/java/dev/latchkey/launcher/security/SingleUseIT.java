package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Launch;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Parallel;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** what works once works once, for sixteen who try at the same moment at three nodes. */
class SingleUseIT {

  private static final int RACERS = 16;
  private static final int ROUNDS = 50;
  private static final String CHOSEN = "eleven quiet looms before dawn ";

  private static TestDatabase database;
  private static Latchkey first;
  private static Latchkey second;
  private static Latchkey third;
  private static Login inviter;

  @BeforeAll
  static void startThree(@TempDir Path home) {
    database = TestDatabase.with("accounts", "sessions", "mfa", "invitations", "notifications");
    String keyset = SharedNode.keyset(home);
    first = node(home.resolve("first"), keyset, home.resolve("mail"));
    second = node(home.resolve("second"), keyset, home.resolve("mail"));
    third = node(home.resolve("third"), keyset, home.resolve("mail"));
    Login owner = Person.registered(first, "inviting").signIn();
    String organization =
        owner.ask(Ask.post("/me/organizations", "name", "Looms")).expect(201).text("id");
    inviter =
        Login.of(
            first,
            owner.ask(Ask.put("/me/organization", "organizationId", organization)).expect(200));
  }

  private static Latchkey node(Path home, String keyset, Path mails) {
    return SharedNode.open(Launch.in(home))
        .on(database, keyset)
        .with("mail.directory", mails)
        .with("http.public-url", "https://id.example.org")
        .start();
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
    third.close();
  }

  @RepeatedTest(ROUNDS)
  void aLinkThatProvesAnAddress() {
    Login login = Person.registered(first, "proving").signIn();
    String address = Person.freshAddress("raced");
    login.addEmail(address);
    String token = first.mails().newest("verify-email", address).token();
    assertOneWins(number -> prove(number, token));
  }

  @RepeatedTest(ROUNDS)
  void aLinkThatActivatesAnAccount() {
    Person person = new Person(first, Person.freshAddress("raced"), Person.PASSWORD);
    person.register();
    String token = first.mails().newest("registration", person.email()).token();
    assertOneWins(number -> prove(number, token));
    person.signIn();
  }

  @RepeatedTest(ROUNDS)
  void aLinkThatChangesTheAddress() {
    Login login = Person.registered(first, "changing").signIn();
    String address = Person.freshAddress("changed");
    login.ask(Ask.patch("/me", "email", address)).expect(200);
    String token = first.mails().newest("verify-email", address).token();
    assertOneWins(number -> prove(number, token));
    assertThat(login.me().json().getJsonObject("user").getString("email")).isEqualTo(address);
  }

  @RepeatedTest(ROUNDS)
  void anInvitation() {
    String address = Person.freshAddress("invited");
    inviter
        .ask(Ask.post("/org/invitations", "invitations", List.of(Ask.object("email", address))))
        .expect(201);
    String token = first.mails().newest("invitation", address).token();
    Ask accept = Ask.post("/invitations/accept", "token", token, "password", Person.PASSWORD);
    List<Reply> replies = Parallel.ask(RACERS, number -> node(number).ask(accept));
    assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
    assertThat(replies)
        .filteredOn(reply -> reply.status() != 200)
        .allSatisfy(reply -> assertThat(reply.status()).isIn(409, 410));
    new Person(second, address, Person.PASSWORD).signIn();
  }

  @RepeatedTest(ROUNDS)
  void aLinkThatResetsAPassword() {
    Person person = Person.registered(first, "resetting");
    String token = person.forget();
    int winner = assertOneWins(number -> person.at(node(number)).reset(token, CHOSEN + number));
    person.trySignIn(CHOSEN + winner).expect(201);
    person.trySignIn().expect(401);
  }

  @RepeatedTest(ROUNDS)
  void aRefreshTokenHasOneSuccessor() {
    Login login = Person.registered(first, "refreshing").signIn();
    List<Reply> replies = Parallel.ask(RACERS, number -> login.at(node(number)).tryRefresh());
    assertThat(replies).allSatisfy(reply -> reply.expect(200));
    assertThat(replies.stream().map(reply -> reply.text("refreshToken")).distinct()).hasSize(1);
    assertThat(
            database.column(
                "SELECT 1 FROM sessions.refresh_token WHERE rotated_at IS NULL AND login_id = '%s'"
                    .formatted(login.id())))
        .hasSize(1);
    Login.of(second, replies.get(0)).refreshed().me().expect(200);
  }

  @Test
  void aRefreshTokenThatComesBackLaterEndsTheLogin() {
    Person person = Person.registered(first, "stolen");
    Login login = person.signIn();
    Login newest = login.refreshed();
    database.execute(
        "UPDATE sessions.refresh_token SET rotated_at = now() - interval '1 min' WHERE login_id ="
            + " '%s' AND rotated_at IS NOT NULL".formatted(login.id()));
    login.at(second).tryRefresh().expect(401, "invalid_refresh_token");
    newest.me().expect(401, "unauthenticated");
    newest.at(second).me().expect(401, "unauthenticated");
    newest.tryRefresh().expect(401, "invalid_refresh_token");
    assertThat(
            database.column(
                "SELECT 1 FROM kernel.event WHERE outcome = 'refused' AND subject_id = '%s'"
                    .formatted(login.id())))
        .hasSize(1);
    first.mails().newest("refresh-token-reused", person.email());
  }

  @Test
  void whatIsEndedAtOneNodeIsOverAtTheOther() {
    Login login = Person.registered(first, "ending").signIn();
    login.at(second).me().expect(200);
    login.ask(Ask.delete("/sessions/current")).expect(204);
    login.at(second).me().expect(401, "unauthenticated");
    login.at(second).tryRefresh().expect(401, "invalid_refresh_token");
  }

  @RepeatedTest(ROUNDS)
  void ofManyResetLinksAskedForAtOnceTheNewestAloneWorks() {
    Person person = Person.registered(first, "impatient");
    Parallel.ask(
        RACERS,
        number ->
            node(number).ask(Ask.post("/password/forgot", "email", person.email())).expect(202));
    assertThat(
            database.column(
                """
                SELECT 1 FROM accounts.link l JOIN accounts.person p ON p.id = l.person_id
                 WHERE p.handle = '%s' AND l.purpose = 'password_reset' AND l.used_at IS NULL\
                """
                    .formatted(person.email())))
        .hasSize(1);
  }

  @RepeatedTest(ROUNDS)
  void aCodeOfAnAuthenticatorAppHoweverItIsWritten() {
    Enrolled enrolled = enrolled();
    String code = enrolled.app().code(1);
    String spaced = code.substring(0, 3) + " " + code.substring(3);
    assertOneSecondStep(enrolled, number -> Ask.object("totp", number % 2 == 0 ? code : spaced));
  }

  @RepeatedTest(ROUNDS)
  void aRecoveryCodeHoweverItIsWritten() {
    Enrolled enrolled = enrolled();
    String code = enrolled.recoveryCodes().get(0);
    String bare = code.replace("-", "").toLowerCase(Locale.ROOT);
    assertOneSecondStep(
        enrolled, number -> Ask.object("recoveryCode", number % 2 == 0 ? code : bare));
  }

  @RepeatedTest(ROUNDS)
  void theAnswerOfAPasskey() {
    Person person = Person.registered(first, "with-key");
    Login login = person.signIn();
    Authenticator key = new Authenticator("https://id.example.org");
    JsonObject made =
        key.make(options(login.ask(Ask.of("POST", "/api/v1/me/mfa/passkeys/options"))));
    login.ask(Ask.post("/me/mfa/passkeys", "name", "Key", "passkey", made)).expect(201);
    JsonObject used = key.use(options(first.ask(Ask.post("/sessions/passkey/options"))));
    List<Reply> replies =
        Parallel.ask(RACERS, number -> node(number).ask(Ask.post("/sessions", "passkey", used)));
    assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
    assertThat(replies.stream().filter(reply -> reply.status() != 201))
        .allSatisfy(reply -> reply.expect(401, "invalid_credentials"));
  }

  private static JsonObject options(Reply reply) {
    return reply.expect(200).json().getJsonObject("publicKey");
  }

  private static Enrolled enrolled() {
    Person person = Person.registered(first, "enrolled");
    return Enrolled.by(person.signIn(), person);
  }

  /** Each racer has a challenge of their own: it is the proof that counts once. */
  private static void assertOneSecondStep(Enrolled enrolled, IntFunction<JsonObject> proof) {
    List<String> challenges =
        Parallel.ask(RACERS, number -> enrolled.at(node(number)).person().trySignIn()).stream()
            .map(reply -> reply.expect(200).text("challenge"))
            .toList();
    List<Reply> replies =
        Parallel.ask(
            RACERS,
            number ->
                node(number)
                    .ask(
                        Ask.post("/sessions/second-factor")
                            .json(proof.apply(number).put("challenge", challenges.get(number)))));
    assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
    assertThat(replies.stream().filter(reply -> reply.status() != 201))
        .allSatisfy(reply -> reply.expect(401, "second_factor_invalid"));
  }

  private static Reply prove(int number, String token) {
    return node(number).ask(Ask.post("/emails/verify", "token", token));
  }

  private static Latchkey node(int number) {
    return List.of(first, second, third).get(number % 3);
  }

  /** Answers the number of who won. */
  private static int assertOneWins(IntFunction<Reply> attempt) {
    List<Reply> replies = Parallel.ask(RACERS, attempt);
    assertThat(replies.stream().filter(reply -> reply.status() == 204)).hasSize(1);
    assertThat(replies.stream().filter(reply -> reply.status() != 204))
        .allSatisfy(reply -> reply.expect(410, "link_invalid"));
    return replies.stream().map(Reply::status).toList().indexOf(204);
  }
}
