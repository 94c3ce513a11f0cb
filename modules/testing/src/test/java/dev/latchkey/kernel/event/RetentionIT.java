package dev.latchkey.kernel.event;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.kernel.sql.Database;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Months whose time is over go as a whole, and nothing else does. */
class RetentionIT {

  private static final String REMOVED =
      "SELECT data->>'partitions' FROM kernel.event WHERE type = 'events.removed'";

  private Vertx vertx;
  private TestDatabase test;
  private Database database;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    test = TestDatabase.with();
    database = test.open(vertx);
    IntStream.of(1, 2, 3, 4, 40).forEach(this::addMonth);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, SECONDS);
  }

  /** The partition of a month so long ago, with one event in its last second. */
  private void addMonth(int monthsAgo) {
    String first =
        "(date_trunc('month', now() AT TIME ZONE 'UTC') - interval '%d months')"
            .formatted(monthsAgo);
    test.execute(
        """
        DO $$ DECLARE first timestamp := %s; BEGIN
          EXECUTE format('CREATE TABLE kernel.event_%%s PARTITION OF kernel.event FOR VALUES FROM (%%L) TO (%%L)',
            to_char(first, 'YYYY_MM'), first || '+00', first + interval '1 month' || '+00');
          EXECUTE format('ALTER TABLE kernel.event_%%s OWNER TO latchkey_test_owner', to_char(first, 'YYYY_MM'));
          INSERT INTO kernel.event (id, occurred_at, type, actor_kind, subject_kind, data)
          VALUES (gen_random_uuid(), (first + interval '1 month' - interval '1 second') AT TIME ZONE 'UTC',
                  'old.event', 'system', 'nothing', '{"monthsAgo": %d}');
        END $$\
        """
            .formatted(first, monthsAgo));
  }

  private List<String> kept() {
    return test.column(
        "SELECT data->>'monthsAgo' FROM kernel.event WHERE type = 'old.event' ORDER BY occurred_at"
            + " DESC");
  }

  @Test
  void whatIsOlderThanTheMonthsThatAreKeptGoesAndTheRestStays() throws Exception {
    new Retention(database, 3).run().await(20, SECONDS);

    assertThat(kept()).containsExactly("1", "2", "3");
    assertThat(test.column(REMOVED)).hasSize(1).first().asString().contains("event_");
  }

  @Test
  void whereNothingIsOldNothingIsSaid() throws Exception {
    new Retention(database, 40).run().await(20, SECONDS);

    assertThat(kept()).containsExactly("1", "2", "3", "4", "40");
    assertThat(test.column(REMOVED)).isEmpty();
  }

  @Test
  void manyNodesAtOnceRemoveAMonthOnce() throws Exception {
    List<Future<Void>> nodes =
        Stream.generate(() -> new Retention(database, 2).run()).limit(8).toList();
    Future.all(nodes).await(20, SECONDS);

    assertThat(kept()).containsExactly("1", "2");
    assertThat(test.column(REMOVED)).hasSize(1);
  }

  @Test
  void aNodeRemovesThemWhenItStarts() throws Exception {
    vertx.deployVerticle(new EventsVerticle(database, 24)).await(20, SECONDS);

    Eventually.passes(() -> assertThat(kept()).containsExactly("1", "2", "3", "4"));
  }

  @Test
  void aLogInUseIsNotHeldUpForLong() throws Exception {
    Future<Void> reader =
        database.transaction(
            sql ->
                sql.run("SELECT count(*) FROM kernel.event")
                    .compose(counted -> sql.run("SELECT pg_sleep(1.5)"))
                    .mapEmpty());
    Eventually.passes(
        () ->
            assertThat(
                    test.column(
                        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(1.5)%'"
                            + " AND datname = current_database() AND state = 'active' AND pid <>"
                            + " pg_backend_pid()"))
                .containsExactly("1"));
    new Retention(database, 3).run().await(20, SECONDS);

    assertThat(reader.isComplete()).as("it gave up before the reader was done").isFalse();
    assertThat(kept()).contains("40");
    reader.await(20, SECONDS);
    new Retention(database, 3).run().await(20, SECONDS);
    assertThat(kept()).containsExactly("1", "2", "3");
  }

  @Test
  void theServiceCanNeitherDropAMonthByItselfNorEmptyTheLog() {
    assertRefused("DROP TABLE kernel.event", "must be owner");
    assertRefused("TRUNCATE kernel.event", "permission denied");
    assertRefused("SELECT kernel.drop_event_partitions(0)", "at least one month");
    assertRefused("SELECT kernel.drop_event_partitions(-1)", "at least one month");
  }

  private void assertRefused(String statement, String why) {
    assertThatThrownBy(() -> database.run(statement).await(20, SECONDS))
        .isInstanceOf(PgException.class)
        .hasMessageContaining(why);
  }
}
