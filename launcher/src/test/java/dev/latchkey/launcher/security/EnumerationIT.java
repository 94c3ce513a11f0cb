package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Launch;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.e2e.Stillness;
import dev.latchkey.testing.TestDatabase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * who exists, and in what state, can be told neither from an answer nor from what it cost.
 * Time itself is not measured here; equal statements and hashes stand for it.
 */
class EnumerationIT {

  private static final int TIMES = 3;
  private static final String WRONG = "seven moons under a violet teapot";

  /** What a question costs and what comes back, but for what differs between any two answers. */
  private record Seen(Reply essence, long statements, double hashes) {}

  private static TestDatabase database;
  private static Latchkey latchkey;
  private static Stillness stillness;
  private static Person known;
  private static Person unproven;
  private static Person disabled;
  private static Person locked;
  private static Person withoutPassword;
  private static Person closed;
  private static Login caller;

  @BeforeAll
  static void start(@TempDir Path home) throws Exception {
    database = TestDatabase.with("accounts", "sessions", "notifications");
    latchkey =
        SharedNode.open(Launch.in(home))
            .on(database, SharedNode.keyset(home))
            .with("database.statement-timeout", "5m")
            .start();
    known = Person.owner(latchkey);
    unproven = new Person(latchkey, Person.freshAddress("unproven"), Person.PASSWORD);
    unproven.register();
    disabled = disabled();
    locked = Person.registered(latchkey, "locked");
    withoutPassword = Person.registered(latchkey, "without");
    closed = closed();
    caller = Person.registered(latchkey, "caller").signIn();
    database.execute(
        """
        INSERT INTO kernel.guess (subject, authenticator, failures, admitted, last_attempt_at)
        SELECT id, 'password', 100, false, now() FROM accounts.person WHERE handle = '%s'\
        """
            .formatted(locked.email()),
        """
        DELETE FROM accounts.password WHERE person_id IN (
          SELECT id FROM accounts.person WHERE handle = '%s')\
        """
            .formatted(withoutPassword.email()));
    stillness = Stillness.over(database, latchkey);
  }

  /** Of a person's only organisation. */
  private static Person disabled() {
    Person person = Person.registered(latchkey, "disabled");
    person.signIn().ask(Ask.post("/me/organizations", "name", "Closed Doors")).expect(201);
    database.execute(
        """
        UPDATE accounts.membership SET state = 'disabled' WHERE person_id IN (
          SELECT id FROM accounts.person WHERE handle = '%s')\
        """
            .formatted(person.email()));
    return person;
  }

  private static Person closed() {
    Person person = Person.registered(latchkey, "closed");
    person.signIn().ask(Ask.delete("/me")).expect(204);
    return person;
  }

  @AfterAll
  static void stop() throws Exception {
    stillness.close();
    latchkey.close();
  }

  @Test
  void everyRefusedSignInIsAlike() {
    var classes = new LinkedHashMap<String, Supplier<Ask>>();
    Person nobody = new Person(latchkey, "nobody@example.net", Person.PASSWORD);
    classes.put("unknown address", () -> nobody.signIn(Person.PASSWORD));
    classes.put("unknown handle", () -> byHandle("nobody", Person.PASSWORD));
    classes.put("wrong password", () -> known.signIn(WRONG));
    classes.put("wrong password by handle", () -> byHandle(known.email(), WRONG));
    classes.put("a password of one character", () -> known.signIn("x"));
    classes.put("a password of 257 characters", () -> known.signIn("x".repeat(257)));
    classes.put("a password of 1024 characters", () -> known.signIn("x".repeat(1024)));
    classes.put("another organisation", () -> at(known, UUID.randomUUID().toString()));
    classes.put("unproven", () -> unproven.signIn(unproven.password()));
    classes.put("disabled", () -> disabled.signIn(disabled.password()));
    classes.put("locked", () -> locked.signIn(locked.password()));
    classes.put("locked, wrong password", () -> locked.signIn(WRONG));
    classes.put("without password", () -> withoutPassword.signIn(WRONG));
    classes.put("closed", () -> closed.signIn(closed.password()));
    Map<String, Seen> seen = seen(classes);
    assertAlike(seen);
    assertThat(seen.get("unknown address").essence().status()).isEqualTo(401);
    assertThat(seen.get("unknown address").hashes()).isEqualTo(1);
  }

  private static Ask byHandle(String handle, String password) {
    return Ask.post("/sessions", "userName", handle, "password", password);
  }

  private static Ask at(Person person, String organization) {
    return Ask.post(
        "/sessions",
        "email",
        person.email(),
        "password",
        person.password(),
        "organizationId",
        organization);
  }

  @Test
  void everyForgottenPasswordIsAlike() {
    var classes = new LinkedHashMap<String, Supplier<Ask>>();
    classes.put("unknown", () -> forgot("nobody@example.net"));
    classes.put("no address", () -> forgot("no address at all"));
    classes.put("known", () -> forgot(known.email()));
    classes.put("unproven", () -> forgot(unproven.email()));
    classes.put("disabled", () -> forgot(disabled.email()));
    classes.put("locked", () -> forgot(locked.email()));
    classes.put("without password", () -> forgot(withoutPassword.email()));
    classes.put("closed", () -> forgot(closed.email()));
    Map<String, Seen> seen = seen(classes);
    assertAlike(seen);
    assertThat(seen.get("unknown").essence().status()).isEqualTo(202);
  }

  private static Ask forgot(String email) {
    return Ask.post("/password/forgot", "email", email);
  }

  @Test
  void everyRegistrationIsAnsweredAlike() {
    Map<String, Seen> seen = seen(registrations());
    Seen one = seen.get("unknown");
    assertThat(one.essence().status()).isEqualTo(202);
    assertThat(seen)
        .allSatisfy((name, each) -> assertThat(each.essence()).isEqualTo(one.essence()));
    assertThat(seen).allSatisfy((name, each) -> assertThat(each.hashes()).isEqualTo(1));
  }

  @Test
  void everyRegistrationCostsTheSameStatements() {
    assertAlike(seen(registrations()));
  }

  private static Map<String, Supplier<Ask>> registrations() {
    var classes = new LinkedHashMap<String, Supplier<Ask>>();
    classes.put("unknown", () -> register(Person.freshAddress("new")));
    classes.put("known", () -> register(known.email()));
    classes.put("unproven", () -> register(unproven.email()));
    classes.put("disabled", () -> register(disabled.email()));
    return classes;
  }

  private static Ask register(String email) {
    return Ask.post("/registrations", "email", email, "password", Person.PASSWORD);
  }

  @Test
  void addingSomebodyElsesAddressCostsTheSameAsAddingOnesOwn() {
    Seen free = cost(() -> add(Person.freshAddress("free")));
    Seen taken = costOnce(add(known.email()));
    assertThat(taken.essence().status()).isEqualTo(free.essence().status()).isEqualTo(201);
    assertThat(taken.statements()).isEqualTo(free.statements());
    assertThat(taken.hashes()).isEqualTo(free.hashes());
  }

  private static Ask add(String email) {
    return Ask.post("/me/emails", "email", email).as(caller.access());
  }

  private static void assertAlike(Map<String, Seen> seen) {
    Map<Seen, String> distinct = new LinkedHashMap<>();
    seen.forEach((name, each) -> distinct.merge(each, name, (a, b) -> a + ", " + b));
    assertThat(new TreeMap<>(swapped(distinct))).as("kinds of answers").hasSize(1);
  }

  private static Map<String, Seen> swapped(Map<Seen, String> names) {
    Map<String, Seen> swapped = new LinkedHashMap<>();
    names.forEach((seen, name) -> swapped.put(name, seen));
    return swapped;
  }

  private static Map<String, Seen> seen(Map<String, Supplier<Ask>> classes) {
    Map<String, Seen> seen = new LinkedHashMap<>();
    classes.forEach((name, question) -> seen.put(name, cost(question)));
    return seen;
  }

  private static Seen cost(Supplier<Ask> question) {
    long hashes = latchkey.hashes();
    Reply[] reply = new Reply[1];
    long statements = latchkey.statementsOf(TIMES, () -> reply[0] = latchkey.ask(question.get()));
    return new Seen(reply[0].essence(), statements, (latchkey.hashes() - hashes) / (double) TIMES);
  }

  private static Seen costOnce(Ask question) {
    long statements = latchkey.statements();
    long hashes = latchkey.hashes();
    Reply reply = latchkey.ask(question);
    return new Seen(
        reply.essence(), latchkey.statements() - statements, latchkey.hashes() - hashes);
  }
}
