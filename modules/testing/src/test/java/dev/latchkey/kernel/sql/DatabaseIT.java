package dev.latchkey.kernel.sql;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.kernel.config.DatabaseConfig;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseIT {

  private Vertx vertx;
  private TestDatabase test;
  private Database database;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    test = TestDatabase.with();
    test.execute(
        "CREATE TABLE kernel.thing (name text CONSTRAINT thing_name UNIQUE, size int CHECK (size >"
            + " 0))",
        "GRANT ALL ON kernel.thing TO PUBLIC");
    database = Database.open(vertx, test.server(), TestDatabase.shippedBounds());
    Eventually.passes(() -> assertThat(database.any("SELECT 1").otherwise(false).await()).isTrue());
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(5, SECONDS);
  }

  @Test
  void everyStatementIsCountedAndATransactionCostsTwoMore() throws Exception {
    long before = database.statements();
    database.run("SELECT 1").await(5, SECONDS);
    database.find("SELECT 1", row -> row.getInteger(0)).await(5, SECONDS);
    assertThat(database.statements()).isEqualTo(before + 2);

    database
        .transaction(sql -> sql.run("SELECT 1").compose(rows -> sql.run("SELECT 2")))
        .await(5, SECONDS);
    assertThat(database.statements()).isEqualTo(before + 6);
  }

  @Test
  void aTransactionIsCommittedWhenItsFutureSucceedsAndNotWhenItFails() throws Exception {
    database.transaction(sql -> add(sql, "kept")).await(5, SECONDS);
    Throwable failure =
        catchThrowable(
            () ->
                database
                    .transaction(
                        sql ->
                            add(sql, "dropped")
                                .compose(added -> Future.failedFuture(Failure.BUSY.refusal())))
                    .await(5, SECONDS));
    assertThat(failure).isInstanceOf(Refusal.class);
    assertThat(things()).containsExactly("kept");
  }

  @Test
  void aTransactionWhoseWorkThrowsIsRolledBack() throws Exception {
    Throwable failure =
        catchThrowable(
            () ->
                database
                    .transaction(
                        sql ->
                            add(sql, "dropped")
                                .map(
                                    added -> {
                                      throw new IllegalStateException("oops");
                                    }))
                    .await(5, SECONDS));
    assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessage("oops");
    assertThat(things()).isEmpty();
    assertThat(database.any("SELECT 1").await(5, SECONDS)).isTrue();
  }

  @Test
  void theFirstStatementOfATransactionTravelsWithItsBeginning() throws Exception {
    Statement first = Statement.of("SELECT txid_current() + $1", 0L);
    long before = database.statements();
    Boolean within =
        database
            .transaction(
                first,
                (sql, rows) ->
                    sql.find("SELECT txid_current()", row -> row.getLong(0))
                        .map(id -> id.get().equals(rows.iterator().next().getLong(0))))
            .await(5, SECONDS);
    assertThat(within).isTrue();
    assertThat(database.statements()).isEqualTo(before + 3);
  }

  @Test
  void whenTheFirstStatementOrTheWorkFailsNothingIsKeptAndTheConnectionIsStillGood()
      throws Exception {
    Statement add = Statement.of("INSERT INTO kernel.thing (name) VALUES ($1)", "dropped");
    assertThat(
            catchThrowable(
                () ->
                    database
                        .transaction(
                            add, (sql, rows) -> Future.failedFuture(Failure.BUSY.refusal()))
                        .await(5, SECONDS)))
        .isInstanceOf(Refusal.class);
    assertThat(
            catchThrowable(
                () ->
                    database
                        .<Void>transaction(
                            add,
                            (sql, rows) -> {
                              throw new IllegalStateException("oops");
                            })
                        .await(5, SECONDS)))
        .hasMessage("oops");
    assertThat(
            catchThrowable(
                () ->
                    database
                        .transaction(
                            Statement.of("SELECT 1 / 0"), (sql, rows) -> add(sql, "dropped"))
                        .await(5, SECONDS)))
        .isInstanceOf(PgException.class);
    assertThat(things()).isEmpty();
    assertThat(database.transaction(add, (sql, rows) -> sql.run("SELECT 1")).await(5, SECONDS))
        .isNotNull();
    assertThat(things()).containsExactly("dropped");
  }

  @Test
  void aViolatedConstraintBecomesTheFailureThatItStandsFor() throws Exception {
    add(database, "once").await(5, SECONDS);
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(
            () ->
                add(database, "once")
                    .recover(Constraint.means("thing_name", Failure.EMAIL_TAKEN))
                    .await(5, SECONDS))
        .extracting(Refusal::failure)
        .isEqualTo(Failure.EMAIL_TAKEN);
  }

  @Test
  void anotherConstraintStaysWhatItIs() {
    assertThatExceptionOfType(PgException.class)
        .isThrownBy(
            () ->
                database
                    .run("INSERT INTO kernel.thing VALUES ('a', 0)")
                    .<Void>mapEmpty()
                    .recover(Constraint.means("thing_name", Failure.EMAIL_TAKEN))
                    .await(5, SECONDS))
        .extracting(PgException::getConstraint)
        .isEqualTo("thing_size_check");
  }

  @Test
  void aStatementThatTakesTooLongIsUnavailableAndLeavesNothingBehind() {
    long start = System.nanoTime();
    Throwable failure =
        catchThrowable(
            () ->
                database
                    .transaction(
                        sql -> add(sql, "late").compose(added -> sql.run("SELECT pg_sleep(9)")))
                    .await(5, SECONDS));
    assertThat(failure).isInstanceOf(Refusal.class);
    assertThat(((Refusal) failure).failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2_500));
    assertThat(things()).isEmpty();
  }

  @Test
  void aTransactionThatNobodyGoesOnWithHoldsItsLocksForTwoDeadlines() throws Exception {
    String resize = "UPDATE kernel.thing SET size = $1";
    add(database, "held").await(5, SECONDS);
    database.transaction(sql -> sql.run(resize, 2).compose(resized -> Promise.promise().future()));
    Eventually.passes(Duration.ofSeconds(8), () -> database.run(resize, 3).await());
    assertThat(test.column("SELECT size::text FROM kernel.thing")).containsExactly("3");
  }

  @Test
  void oneConnectionIsEnoughForTransactionsSideBySide() throws Exception {
    Database narrow = withPool(1, 50);
    List<Future<Void>> many =
        IntStream.range(0, 20)
            .mapToObj(i -> narrow.<Void>transaction(sql -> addTwo(sql, i)))
            .toList();
    Future.all(many).await(5, SECONDS);
    assertThat(things()).hasSize(40);
    assertThat(narrow.connections()).isEqualTo(1);
  }

  @Test
  void aStatementPastTheTransactionThatHoldsTheOnlyConnectionEnds() throws Exception {
    Database narrow = withPool(1, 50);
    Throwable failure =
        catchThrowable(
            () ->
                narrow
                    .transaction(sql -> add(sql, "kept").compose(added -> add(narrow, "never")))
                    .await(5, SECONDS));
    assertThat(failure).isInstanceOf(Refusal.class);
    assertThat(((Refusal) failure).failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(narrow.any("SELECT 1").await(5, SECONDS)).isTrue();
  }

  @Test
  void moreStatementsThanMayWaitAreRefusedAtOnce() throws Exception {
    Database narrow = withPool(1, 5);
    narrow.run("SELECT 1").await(5, SECONDS);
    Future<?> busy = narrow.run("SELECT pg_sleep(1)");
    List<Future<?>> more =
        IntStream.range(0, 9).<Future<?>>mapToObj(i -> narrow.run("SELECT " + i)).toList();
    Future.join(more).otherwiseEmpty().await(5, SECONDS);
    busy.await(5, SECONDS);

    assertThat(more.stream().filter(Future::succeeded)).hasSize(5);
    assertThat(more.stream().filter(Future::failed).map(Future::cause))
        .hasSize(4)
        .allSatisfy(
            cause -> assertThat(((Refusal) cause).failure()).isEqualTo(Failure.UNAVAILABLE));
  }

  private Database withPool(int size, int maxWaiting) {
    DatabaseConfig.Pool bounds = TestDatabase.shippedBounds();
    return Database.open(
        vertx,
        test.server(),
        new DatabaseConfig.Pool(
            size, maxWaiting, bounds.statementTimeout(), bounds.statementTimeout()));
  }

  private static Future<Void> add(Sql sql, String name) {
    return sql.run("INSERT INTO kernel.thing VALUES ($1, 1)", name).mapEmpty();
  }

  private static Future<Void> addTwo(Sql sql, int number) {
    return add(sql, "first " + number).compose(added -> add(sql, "second " + number));
  }

  private List<String> things() {
    return test.column("SELECT name FROM kernel.thing");
  }
}
