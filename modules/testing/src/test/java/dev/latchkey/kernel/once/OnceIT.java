package dev.latchkey.kernel.once;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.FaultProxy;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes, one database, and a caller who asks again. */
class OnceIT {

  private static final Caller ADA = caller(new PersonId(Ids.next()));
  private static final String ANSWERS = "SELECT count(*) FROM kernel.idempotency_key";

  private Vertx vertx;
  private Vertx otherVertx;
  private TestDatabase test;
  private Database database;
  private Keyset keyset;
  private Once once;
  private Once otherNode;

  /** Something to be done once. */
  public record Make(Caller caller, String name, Set<String> tags)
      implements IdempotentRequest<Made> {}

  /** Something else to be done once, of the same shape. */
  public record Remake(Caller caller, String name, Set<String> tags)
      implements IdempotentRequest<Made> {}

  /** What was done. */
  public record Made(UUID id, String name, @Nullable String note) {}

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    otherVertx = Vertx.vertx();
    test = TestDatabase.with();
    test.execute(
        "CREATE TABLE kernel.thing (id uuid, name text)", "GRANT ALL ON kernel.thing TO PUBLIC");
    database = test.open(vertx);
    keyset = Keyset.generate();
    once = new Once(database, keyset);
    otherNode = new Once(test.open(otherVertx), keyset);
    Eventually.passes(() -> assertThat(database.any("SELECT 1").otherwise(false).await()).isTrue());
  }

  @AfterEach
  void close() throws Exception {
    otherVertx.close().await(5, SECONDS);
    vertx.close().await(5, SECONDS);
  }

  private static Caller caller(PersonId person) {
    return new Caller(
        person,
        new LoginId(Ids.next()),
        null,
        Set.of(),
        Assurance.ONE_FACTOR,
        Instant.EPOCH,
        true,
        false,
        Origin.SYSTEM,
        null);
  }

  private static Caller in(OrganizationId organization) {
    return new Caller(
        ADA.person(),
        ADA.login(),
        organization,
        Set.of(),
        Assurance.ONE_FACTOR,
        Instant.EPOCH,
        true,
        false,
        Origin.SYSTEM,
        null);
  }

  private static Make make(@Nullable String key, String name) {
    return new Make(ADA.naming(key), name, Set.of());
  }

  private static Future<Made> insert(Sql sql, String name) {
    Made made = new Made(Ids.next(), name, null);
    return sql.run("INSERT INTO kernel.thing VALUES ($1, $2)", made.id(), name).map(made);
  }

  private static Future<Made> ask(Once node, Make request) {
    return node.transaction(request, Made.class, sql -> insert(sql, request.name()));
  }

  private static Made done(Future<Made> asked) throws Exception {
    return asked.await(10, SECONDS);
  }

  private static Refusal refusal(Future<Made> asked) {
    return catchThrowableOfType(Refusal.class, () -> done(asked));
  }

  private static Failure failure(Future<Made> asked) {
    return refusal(asked).failure();
  }

  private List<String> things() {
    return test.column("SELECT name FROM kernel.thing ORDER BY id");
  }

  @Test
  void aRepetitionGetsTheAnswerOfTheFirstTimeOnAnyNode() throws Exception {
    Made first = done(ask(once, make("k", "one")));
    assertThat(done(ask(once, make("k", "one")))).isEqualTo(first);
    assertThat(done(ask(otherNode, make("k", "one")))).isEqualTo(first);
    assertThat(things()).containsExactly("one");
  }

  @Test
  void withoutAKeyEachRequestIsCarriedOutAndCostsNothingMore() throws Exception {
    long before = database.statements();
    done(ask(once, make(null, "one")));
    assertThat(database.statements()).isEqualTo(before + 3);
    done(ask(once, make(null, "one")));
    assertThat(things()).hasSize(2);
    assertThat(test.column(ANSWERS)).containsExactly("0");
  }

  @Test
  void aKeyCostsOneRoundTripMoreAndARepetitionTwoInAll() throws Exception {
    long before = database.statements();
    done(ask(once, make("k", "one")));
    assertThat(database.statements()).isEqualTo(before + 4);
    done(ask(once, make("k", "one")));
    assertThat(database.statements()).isEqualTo(before + 6);
  }

  @Test
  void theKeyOfAnotherRequestIsRefused() throws Exception {
    done(ask(once, make("k", "one")));
    Set<String> tags = Set.of("red");
    Caller elsewhere = in(new OrganizationId(Ids.next())).naming("k");
    assertThat(failure(ask(once, make("k", "two")))).isEqualTo(Failure.IDEMPOTENCY_KEY_REUSED);
    assertThat(failure(ask(once, new Make(ADA.naming("k"), "one", tags))))
        .isEqualTo(Failure.IDEMPOTENCY_KEY_REUSED);
    assertThat(failure(ask(once, new Make(elsewhere, "one", Set.of()))))
        .isEqualTo(Failure.IDEMPOTENCY_KEY_REUSED);
    Remake remake = new Remake(ADA.naming("k"), "one", Set.of());
    assertThat(failure(once.transaction(remake, Made.class, sql -> insert(sql, "one"))))
        .isEqualTo(Failure.IDEMPOTENCY_KEY_REUSED);
    assertThat(things()).containsExactly("one");
  }

  @Test
  void whoSignedInAgainIsTheSameCallerAndAnotherPersonIsNot() throws Exception {
    Made first = done(ask(once, make("k", "one")));
    Caller again = caller(ADA.person()).naming("k");
    assertThat(done(ask(once, new Make(again, "one", Set.of())))).isEqualTo(first);
    Caller bob = caller(new PersonId(Ids.next())).naming("k");
    assertThat(done(ask(once, new Make(bob, "one", Set.of())))).isNotEqualTo(first);
    assertThat(things()).hasSize(2);
  }

  @Test
  void theOrderOfASetDoesNotMatter() throws Exception {
    List<String> tags = List.of("red", "green", "blue");
    Set<String> ordered = new LinkedHashSet<>(tags);
    Set<String> reversed = new LinkedHashSet<>(List.of("blue", "green", "red"));
    Made first = done(ask(once, new Make(ADA.naming("k"), "one", ordered)));
    assertThat(done(ask(once, new Make(ADA.naming("k"), "one", reversed)))).isEqualTo(first);
  }

  @Test
  void whatWasRefusedIsNotKept() throws Exception {
    Future<Made> refused =
        once.transaction(
            make("k", "one"),
            Made.class,
            sql ->
                insert(sql, "one")
                    .compose(made -> Future.failedFuture(Failure.EMAIL_TAKEN.refusal())));
    assertThat(failure(refused)).isEqualTo(Failure.EMAIL_TAKEN);
    assertThat(things()).isEmpty();
    assertThat(done(ask(once, make("k", "two"))).name()).isEqualTo("two");
  }

  @Test
  void whileItIsBeingCarriedOutARepetitionIsToldSoAtOnce() throws Exception {
    Promise<Void> begun = Promise.promise();
    Promise<Void> goOn = Promise.promise();
    Make request = make("k", "one");
    Future<Made> first =
        once.transaction(
            request,
            Made.class,
            sql -> {
              begun.complete();
              return goOn.future().compose(on -> insert(sql, "one"));
            });
    begun.future().await(10, SECONDS);
    Refusal refusal = refusal(ask(otherNode, request));
    assertThat(refusal.failure()).isEqualTo(Failure.IDEMPOTENCY_IN_PROGRESS);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(first.isComplete()).isFalse();
    goOn.complete();
    assertThat(done(ask(otherNode, make("another", "two"))).name()).isEqualTo("two");
    Made made = done(first);
    assertThat(done(ask(otherNode, request))).isEqualTo(made);
  }

  @RepeatedTest(20)
  void ofSixteenAtOnceExactlyOneIsCarriedOut() throws Exception {
    List<Future<Made>> asked = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      asked.add(ask(i % 2 == 0 ? once : otherNode, make("k", "one")));
    }
    Future.join(asked).otherwiseEmpty().await(20, SECONDS);
    Made made = done(ask(once, make("k", "one")));
    assertThat(things()).hasSize(1);
    assertThat(asked).filteredOn(Future::succeeded).isNotEmpty();
    for (Future<Made> each : asked) {
      if (each.succeeded()) {
        assertThat(each.result()).isEqualTo(made);
      } else {
        assertThat(failure(each)).isEqualTo(Failure.IDEMPOTENCY_IN_PROGRESS);
      }
    }
  }

  @Test
  void aCommitWhoseAnswerWasLostIsFoundByTheRepetition() throws Exception {
    test.execute(
        "CREATE FUNCTION kernel.linger() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN PERFORM pg_sleep(1); RETURN NULL; END'",
        "CREATE CONSTRAINT TRIGGER linger AFTER INSERT ON kernel.thing DEFERRABLE INITIALLY"
            + " DEFERRED FOR EACH ROW EXECUTE FUNCTION kernel.linger()");
    try (FaultProxy proxy = proxy()) {
      Future<Made> unknown = ask(nodeBehind(proxy), make("k", "one"));
      Eventually.passes(
          () ->
              assertThat(
                      test.column(
                          "SELECT 1 FROM pg_stat_activity WHERE query = 'COMMIT' AND state ="
                              + " 'active' AND datname = current_database()"))
                  .isNotEmpty());
      proxy.cut();
      assertThat(failure(unknown)).isEqualTo(Failure.UNAVAILABLE);
    }
    Eventually.passes(() -> assertThat(things()).containsExactly("one"));
    Made found = done(ask(otherNode, make("k", "one")));
    assertThat(test.column("SELECT id FROM kernel.thing")).containsExactly(found.id().toString());
  }

  @Test
  void whoDiesBeforeTheCommitLeavesNothingBehind() throws Exception {
    Promise<Void> never = Promise.promise();
    try (FaultProxy proxy = proxy()) {
      Promise<Void> inserted = Promise.promise();
      Future<Made> dying =
          nodeBehind(proxy)
              .transaction(
                  make("k", "one"),
                  Made.class,
                  sql ->
                      insert(sql, "one")
                          .onSuccess(made -> inserted.complete())
                          .compose(made -> never.future().map(made)));
      inserted.future().await(10, SECONDS);
      proxy.cut();
      Eventually.passes(
          () -> assertThat(ask(otherNode, make("k", "one")).await().name()).isEqualTo("one"));
      assertThat(dying.succeeded()).isFalse();
    }
    assertThat(things()).containsExactly("one");
  }

  private FaultProxy proxy() {
    return FaultProxy.to(test.server().address().host(), test.server().address().port());
  }

  private Once nodeBehind(FaultProxy proxy) {
    var server = test.through("127.0.0.1", proxy.port());
    return new Once(Database.open(vertx, server, TestDatabase.bounds()), keyset);
  }

  @Test
  void aPoolOfOneConnectionIsEnough() throws Exception {
    var bounds =
        new dev.latchkey.kernel.config.DatabaseConfig.Pool(
            1, 200, Duration.ofSeconds(15), Duration.ofSeconds(5));
    Once narrow = new Once(Database.open(vertx, test.server(), bounds), keyset);
    List<Future<Made>> asked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Make request = make("k" + i % 10, "thing" + i % 10);
      asked.add(narrow.unlessDone(request, Made.class, () -> ask(narrow, request)));
    }
    Future.all(asked).await(20, SECONDS);
    assertThat(things()).hasSize(10);
  }

  @Test
  void anActThatWasCarriedOutIsNotEvenTried() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Make request = make("k", "one");
    Made first = done(counted(request, tries));
    assertThat(done(counted(request, tries))).isEqualTo(first);
    assertThat(failure(counted(make("k", "two"), tries))).isEqualTo(Failure.IDEMPOTENCY_KEY_REUSED);
    assertThat(tries).hasValue(1);
    done(counted(make(null, "one"), tries));
    assertThat(tries).hasValue(2);
  }

  private Future<Made> counted(Make request, AtomicInteger tries) {
    return once.unlessDone(
        request,
        Made.class,
        () -> {
          tries.incrementAndGet();
          return ask(once, request);
        });
  }

  @Test
  void aRefusalBecauseAnotherNodeWasFasterIsItsAnswer() throws Exception {
    Make request = make("k", "one");
    Future<Made> overtaken =
        once.unlessDone(
            request,
            Made.class,
            () ->
                ask(otherNode, request)
                    .compose(made -> Future.failedFuture(Failure.WRONG_PASSWORD.refusal())));
    assertThat(done(overtaken)).isEqualTo(done(ask(once, request)));
  }

  @Test
  void aRefusalOfItsOwnStays() {
    Make request = make("k", "one");
    Future<Made> refused =
        once.unlessDone(
            request, Made.class, () -> Future.failedFuture(Failure.WRONG_PASSWORD.refusal()));
    assertThat(failure(refused)).isEqualTo(Failure.WRONG_PASSWORD);
  }

  @Test
  void afterADayTheKeyIsFreeAgain() throws Exception {
    done(ask(once, make("k", "one")));
    age("23 hours 59 minutes");
    assertThat(failure(ask(once, make("k", "two")))).isEqualTo(Failure.IDEMPOTENCY_KEY_REUSED);
    age("1 minute");
    Made second = done(ask(once, make("k", "two")));
    assertThat(done(ask(once, make("k", "two")))).isEqualTo(second);
    assertThat(things()).containsExactly("one", "two");
  }

  private void age(String interval) {
    test.execute(
        "UPDATE kernel.idempotency_key SET created_at = created_at - interval '" + interval + "'");
  }

  @Test
  void thePurgeRemovesAllThatIsADayOldAndNothingElse() throws Exception {
    test.execute(
        "INSERT INTO kernel.idempotency_key SELECT gen_random_uuid(), n::text, '', '{}', now() -"
            + " interval '24 hours' FROM generate_series(1, 2500) AS n");
    done(ask(once, make("k", "one")));
    AnswerStore.purge(database).await(10, SECONDS);
    assertThat(test.column("SELECT key FROM kernel.idempotency_key")).containsExactly("k");
  }

  @Test
  void theAnswersToSomebodyWhoIsGoneAreForgotten() throws Exception {
    done(ask(once, make("k", "one")));
    Caller bob = caller(new PersonId(Ids.next())).naming("k");
    done(ask(once, new Make(bob, "one", Set.of())));
    AnswerStore.forget(database, ADA.person().value()).await(10, SECONDS);
    assertThat(test.column("SELECT caller_id FROM kernel.idempotency_key"))
        .containsExactly(bob.person().toString());
  }

  @Test
  void whatWasAskedIsNotAtRestAndOutlivesARotationOfTheKeyset() throws Exception {
    Made first = done(ask(once, make("k", "one")));
    String kept =
        test.column("SELECT encode(fingerprint, 'hex') FROM kernel.idempotency_key").get(0);
    done(ask(new Once(database, Keyset.generate()), make("other", "one")));
    assertThat(test.column("SELECT encode(fingerprint, 'hex') FROM kernel.idempotency_key"))
        .hasSize(2)
        .doesNotHaveDuplicates()
        .contains(kept);
    assertThat(done(ask(new Once(database, keyset.rotated()), make("k", "one")))).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "caf\u00e9", "tab\t", "line\n", "\u0000", "\u007f"})
  void aKeyThatIsNoneIsRefused(String key) {
    assertThat(failure(ask(once, make(key, "one")))).isEqualTo(Failure.INVALID_REQUEST);
    assertThat(things()).isEmpty();
  }

  @Test
  void aKeyHasAtMost255Characters() throws Exception {
    assertThat(done(ask(once, make("~".repeat(255), "one"))).name()).isEqualTo("one");
    assertThat(failure(ask(once, make("~".repeat(256), "one")))).isEqualTo(Failure.INVALID_REQUEST);
  }
}
