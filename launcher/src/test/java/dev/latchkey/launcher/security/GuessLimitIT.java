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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * wrong guesses at a password or a code are counted once and for all, wherever they are
 * made, and keep the owner of a trusted device out of nothing.
 */
class GuessLimitIT {

  private static final int FREE = 3;
  private static final int LIMIT = 5;

  /** Guesses from outside: 10,000 with {@code -Dlatchkey.guesses=10000}, which takes minutes. */
  private static final int HOSTILE = Integer.getInteger("latchkey.guesses", 160);

  private static final String WRONG = "seven moons under a violet teapot";

  private static TestDatabase database;
  private static Launch launch;
  private static Latchkey latchkey;

  @BeforeAll
  static void start(@TempDir Path home) {
    database = TestDatabase.with("accounts", "sessions", "mfa", "notifications");
    launch =
        SharedNode.open(Launch.in(home))
            .on(database, SharedNode.keyset(home))
            .with("sessions.issuer", "https://id.example.org")
            .with("guesses.free", FREE)
            .with("guesses.limit", LIMIT)
            .with("guesses.first-delay", "1h");
    latchkey = launch.start();
  }

  @AfterAll
  static void stop() {
    latchkey.close();
  }

  @Test
  void guessesOfEveryDoorCountTogetherAndSurviveARestart() {
    Person person = Person.registered(latchkey, "guessed");
    Login login = person.signIn();
    person.trySignIn(WRONG).expect(401, "invalid_credentials");
    reauthenticate(login, WRONG).expect(401, "invalid_credentials");
    changePassword(login, WRONG).expect(403, "wrong_password");
    assertLocked(person, login);

    latchkey.stop();
    latchkey = launch.start();
    assertLocked(person.at(latchkey), login.at(latchkey));

    timePasses();
    person.at(latchkey).trySignIn().expect(201);
    assertThat(database.column("SELECT failures FROM kernel.guess")).isEmpty();
  }

  @Test
  void guessesByEverySurfaceCountTogether() {
    Person person = Person.registered(latchkey, "everywhere");
    Login login = person.signIn();
    List<Ask> doors = doors(person, login, WRONG);
    assertThat(doors).hasSize(LIMIT);
    for (int guess = 0; guess < doors.size(); guess++) {
      assertThat(latchkey.ask(doors.get(guess)).status()).isIn(400, 401, 403);
      assertThat(failuresOf(person)).as(doors.get(guess).path()).isEqualTo(guess + 1);
      timePasses();
    }
    person.trySignIn().expect(401, "invalid_credentials");
    for (Ask door : doors(person, login, person.password())) {
      assertThat(latchkey.ask(door).status()).as(door.path()).isIn(400, 401, 403);
    }
    assertThat(failuresOf(person)).isEqualTo(LIMIT);
    login.me().expect(200);
  }

  /** Wherever the other surfaces take a password. */
  private static List<Ask> doors(Person person, Login login, String guess) {
    String chosen = "eleven quiet looms before dawn";
    JsonObject known = Ask.object("UserName", person.email(), "Password", guess);
    JsonObject current = Ask.object("UserName", person.email(), "CurrentPassword", guess);
    JsonObject own = Ask.object("current_password", guess, "password", chosen);
    return List.of(
        Ask.of("POST", "/auth/credentials").json(known),
        Ask.of("POST", "/users/twoFactorStatus").json(known),
        Ask.of("POST", "/users/validatePassword").json(current),
        Ask.of("POST", "/users/updatePassword")
            .json(current.copy().put("Password", chosen))
            .as(login.access()),
        Ask.of("PATCH", "/api/users/@me/").json(own).as(login.access()));
  }

  /** No door takes the right password, and who is inside stays inside. */
  private static void assertLocked(Person person, Login login) {
    person.trySignIn().expect(401, "invalid_credentials");
    reauthenticate(login, person.password()).expect(401, "invalid_credentials");
    changePassword(login, person.password()).expect(403, "wrong_password");
    login.me().expect(200);
  }

  @Test
  void otherNamesOfAPersonAreNoFurtherGuesses() {
    Person person = Person.registered(latchkey, "named");
    Login login = person.signIn();
    String second = Person.freshAddress("other-name");
    login.addEmail(second);
    person.prove(latchkey.mails().newest("verify-email", second).token()).expect(204);
    person.trySignIn(WRONG).expect(401);
    latchkey.ask(Ask.post("/sessions", "userName", person.email(), "password", WRONG)).expect(401);
    new Person(latchkey, second.toUpperCase(java.util.Locale.ROOT), WRONG).trySignIn().expect(401);
    person.trySignIn().expect(401, "invalid_credentials");
    new Person(latchkey, second, person.password()).trySignIn().expect(401, "invalid_credentials");
  }

  @Test
  void guessesAtTheSameMomentDoNotSlipPast() {
    Person person = Person.registered(latchkey, "raced");
    assertThat(Parallel.ask(16, number -> person.trySignIn(WRONG + number)))
        .allSatisfy(reply -> reply.expect(401, "invalid_credentials"));
    assertThat(failuresOf(person)).isEqualTo(FREE);
    person.trySignIn().expect(401);
  }

  @Test
  void afterTheLimitNothingButAResetHelps() {
    Person person = Person.registered(latchkey, "exhausted");
    for (int guess = 0; guess < LIMIT; guess++) {
      person.trySignIn(WRONG).expect(401);
      timePasses();
    }
    assertThat(failuresOf(person)).isEqualTo(LIMIT);
    person.trySignIn().expect(401, "invalid_credentials");
    String chosen = "eleven quiet looms before dawn";
    person.reset(person.forget(), chosen).expect(204);
    person.trySignIn(chosen).expect(201);
  }

  @Test
  void rightPasswordsAtTheSameMomentAreAllTaken() {
    Person person = Person.registered(SharedNode.get().latchkey(), "parallel");
    assertThat(Parallel.ask(16, number -> person.trySignIn()))
        .allSatisfy(reply -> reply.expect(201));
  }

  @Test
  void guessesAtACodeOfEveryDoorCountTogetherAndSurviveARestart() {
    Person person = Person.registered(latchkey, "coded");
    Login login = person.signIn();
    Enrolled enrolled = Enrolled.by(login, person);
    String wrong = enrolled.app().code(100);
    for (int guess = 0; guess < FREE; guess++) {
      enrolled.tryBoth("totp", wrong).expect(401, "second_factor_invalid");
    }
    assertCodeLocked(enrolled, login);

    latchkey.stop();
    latchkey = launch.start();
    assertCodeLocked(enrolled.at(latchkey), login.at(latchkey));

    timePasses();
    enrolled.at(latchkey).tryBoth("totp", enrolled.app().code(1)).expect(201);
  }

  /** Neither a new challenge nor another door takes the right code; recovery codes still work. */
  private static void assertCodeLocked(Enrolled enrolled, Login login) {
    enrolled.tryBoth("totp", enrolled.app().code(1)).expect(401, "second_factor_invalid");
    login
        .ask(
            Ask.post(
                "/sessions/reauthenticate",
                "password",
                enrolled.person().password(),
                "totp",
                enrolled.app().code(1)))
        .expect(401);
    login.me().expect(200);
  }

  @Test
  void guessesAtACodeAtTheSameMomentDoNotSlipPast() {
    Person person = Person.registered(latchkey, "coded");
    Enrolled enrolled = Enrolled.by(person.signIn(), person);
    List<String> challenges = Stream.generate(enrolled::challenge).limit(16).toList();
    Parallel.ask(
            16, number -> enrolled.prove(challenges.get(number), "totp", enrolled.app().code(99)))
        .forEach(reply -> reply.expect(401, "second_factor_invalid"));
    assertThat(failuresOf(person)).isEqualTo(FREE);
    enrolled.tryBoth("recoveryCode", enrolled.recoveryCodes().get(0)).expect(201);
  }

  @Test
  void hostileGuessesDoNotKeepTheOwnerOfATrustedDeviceOut() {
    Person person = Person.registered(latchkey, "besieged");
    Enrolled enrolled = Enrolled.by(person.signIn(), person);
    String device = enrolled.trustDevice(0);
    for (int guess = 0; guess < HOSTILE; guess += 16) {
      Parallel.ask(16, number -> person.trySignIn(WRONG + number))
          .forEach(reply -> reply.expect(401, "invalid_credentials"));
      timePasses();
    }
    assertThat(failuresOf(person)).isEqualTo(LIMIT);
    person.trySignIn().expect(401, "invalid_credentials");
    enrolled.trySignInFrom(device).expect(201);
  }

  private static int failuresOf(Person person) {
    return Integer.parseInt(
        database
            .column(
                """
                SELECT g.failures FROM kernel.guess g JOIN accounts.person p ON p.id = g.subject
                 WHERE p.handle = '%s'\
                """
                    .formatted(person.email()))
            .get(0));
  }

  private static void timePasses() {
    database.execute("UPDATE kernel.guess SET blocked_until = blocked_until - interval '25 h'");
  }

  private static Reply reauthenticate(Login login, String password) {
    return login.ask(Ask.post("/sessions/reauthenticate", "password", password));
  }

  private static Reply changePassword(Login login, String current) {
    return login.ask(
        Ask.put(
            "/me/password", "currentPassword", current, "newPassword", "nine brass wheels turn"));
  }
}
