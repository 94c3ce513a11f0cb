package dev.latchkey.kernel.guess;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuessLimitsIT {

  private static final int FREE = 20;
  private static final int MOST = 100;
  private static final GuessLimits LIMITS =
      new GuessLimits(FREE, MOST, Duration.ofSeconds(30), Duration.ofHours(1));

  private static final String RESERVE = "SELECT " + LIMITS.reserve("$1::uuid", "password");
  private static final String RESERVE_OTHER = "SELECT " + LIMITS.reserve("$1::uuid", "totp");

  private Vertx vertx;
  private TestDatabase test;
  private Database database;
  private UUID person;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    test = TestDatabase.with();
    database = test.open(vertx);
    Eventually.passes(() -> assertThat(database.any("SELECT 1").otherwise(false).await()).isTrue());
    person = Ids.next();
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(5, SECONDS);
  }

  @Test
  void theFreeGuessesCostNoWaitAndTheNextOneDoes() throws Exception {
    for (int guess = 1; guess <= FREE; guess++) {
      assertThat(reserve(person)).as("guess %d", guess).isTrue();
    }
    assertThat(reserve(person)).isFalse();
  }

  @Test
  void eachFurtherGuessWaitsTwiceAsLongUpToTheLongestWait() throws Exception {
    spend(FREE);
    assertThat(waitSeconds()).isEqualTo(30);
    for (long expected : List.of(60L, 120L, 240L, 480L, 960L, 1920L, 3600L, 3600L)) {
      letTheWaitPass();
      assertThat(reserve(person)).isTrue();
      assertThat(waitSeconds()).isEqualTo(expected);
    }
  }

  @Test
  void aGuessDuringTheWaitIsRefusedAndDoesNotProlongIt() throws Exception {
    spend(FREE);
    List<String> before = column("failures || ' until ' || blocked_until");
    for (int guess = 0; guess < 5; guess++) {
      assertThat(reserve(person)).isFalse();
    }
    assertThat(column("failures || ' until ' || blocked_until")).isEqualTo(before);
  }

  @Test
  void atTheLimitTheAuthenticatorIsOffHoweverLongOneWaits() throws Exception {
    spend(FREE);
    for (int guess = FREE + 1; guess <= MOST; guess++) {
      letTheWaitPass();
      assertThat(reserve(person)).as("guess %d", guess).isTrue();
    }
    for (int guess = 0; guess < 3; guess++) {
      letTheWaitPass();
      assertThat(reserve(person)).isFalse();
    }
    assertThat(column("failures")).containsExactly(String.valueOf(MOST));
  }

  @Test
  void twoHundredGuessesAtOnceAdmitExactlyTheFreeOnes() throws Exception {
    List<Future<Boolean>> guesses =
        IntStream.range(0, 200).mapToObj(each -> asked(RESERVE, person)).toList();
    Future.all(guesses).await(10, SECONDS);
    assertThat(guesses.stream().filter(Future::result)).hasSize(FREE);
    assertThat(column("failures")).containsExactly(String.valueOf(FREE));
  }

  @Test
  void aClearedCounterStartsAnewEvenAtTheLimit() throws Exception {
    spend(FREE);
    test.execute("UPDATE kernel.guess SET failures = " + MOST);
    assertThat(reserve(person)).isFalse();
    GuessLimits.clear(database, person, "password").await(5, SECONDS);
    spend(FREE);
    assertThat(reserve(person)).isFalse();
  }

  @Test
  void everyPersonAndAuthenticatorIsCountedForItself() throws Exception {
    spend(FREE);
    assertThat(reserve(person)).isFalse();
    assertThat(reserve(Ids.next())).isTrue();
    assertThat(asked(RESERVE_OTHER, person).await(5, SECONDS)).isTrue();
    GuessLimits.clear(database, person, "totp").await(5, SECONDS);
    assertThat(reserve(person)).isFalse();
  }

  @Test
  void oldCountersAreForgottenButNotOnesAtTheLimit() throws Exception {
    UUID off = Ids.next();
    UUID recent = Ids.next();
    spend(3);
    reserve(off);
    reserve(recent);
    test.execute(
        "UPDATE kernel.guess SET last_attempt_at = now() - interval '25 hours'"
            + " WHERE subject <> '%s'".formatted(recent),
        "UPDATE kernel.guess SET failures = %d WHERE subject = '%s'".formatted(MOST, off));
    LIMITS.purge(database).await(5, SECONDS);
    assertThat(test.column("SELECT subject FROM kernel.guess"))
        .containsExactlyInAnyOrder(off.toString(), recent.toString());
  }

  private boolean reserve(UUID subject) throws Exception {
    return asked(RESERVE, subject).await(5, SECONDS);
  }

  private Future<Boolean> asked(String statement, UUID subject) {
    return database
        .find(statement, row -> row.getBoolean(0), subject)
        .map(found -> found.orElseThrow());
  }

  private void spend(int guesses) throws Exception {
    for (int guess = 0; guess < guesses; guess++) {
      assertThat(reserve(person)).isTrue();
    }
  }

  private void letTheWaitPass() {
    test.execute("UPDATE kernel.guess SET blocked_until = now() - interval '1 ms'");
  }

  private long waitSeconds() {
    return Long.parseLong(
        column("extract(epoch FROM blocked_until - last_attempt_at)::bigint").get(0));
  }

  private List<String> column(String expression) {
    return test.column(
        "SELECT %s FROM kernel.guess WHERE subject = '%s'".formatted(expression, person));
  }
}
