package dev.latchkey.kernel.event;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.api.Latchkey;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.events.Event;
import dev.latchkey.api.events.EventList;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.events.ReadEvents;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLogIT {

  private Vertx vertx;
  private Bus bus;
  private TestDatabase test;
  private Database database;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    bus = Latchkey.connect(vertx);
    test = TestDatabase.with();
    database = test.open(vertx);
  }

  @AfterEach
  void stop() throws Exception {
    database.close().await(20, SECONDS);
    vertx.close().await(20, SECONDS);
  }

  @Test
  void whatIsAppendedIsPublishedInOrderAndCanBeReadLater() throws Exception {
    List<JsonObject> heard = new CopyOnWriteArrayList<>();
    vertx
        .eventBus()
        .<JsonObject>consumer(Addresses.event("login.started"), each -> heard.add(each.body()));
    vertx.deployVerticle(new EventsVerticle(database, 24)).await(20, SECONDS);

    for (int i = 0; i < 120; i++) {
      append(i).await(20, SECONDS);
    }

    Eventually.passes(() -> assertThat(heard).hasSize(120));
    assertThat(heard.stream().map(each -> each.getJsonObject("data").getInteger("number")))
        .containsExactlyElementsOf(IntStream.range(0, 120).boxed().toList());
    assertThat(heard.get(0).encode()).doesNotContain("192.0.2.1");
    EventList later =
        bus.ask(new ReadEvents(heard.get(99).getLong("position"), 10)).await(20, SECONDS);
    assertThat(later.events().stream().map(each -> each.data().get("number")))
        .containsExactly(100, 101, 102, 103, 104, 105, 106, 107, 108, 109);
  }

  @Test
  void aLateCommitIsNotPassed() throws Exception {
    vertx.deployVerticle(new EventsVerticle(database, 24)).await(20, SECONDS);
    List<Future<Void>> slow = new ArrayList<>();
    slow.add(
        database.transaction(
            sql ->
                EventLog.append(sql, change(1))
                    .compose(appended -> sql.run("SELECT pg_sleep(0.5)").mapEmpty())));
    Eventually.passes(
        () ->
            assertThat(
                    test.column(
                        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(0.5)%'"
                            + " AND datname = current_database() AND state = 'active' AND pid <>"
                            + " pg_backend_pid()"))
                .containsExactly("1"));
    append(2).await(20, SECONDS);
    Eventually.passes(
        () -> assertThat(read(0)).extracting(each -> each.data().get("number")).contains(2));
    long after = read(0).get(0).position();
    Future.all(slow).await(20, SECONDS);
    Eventually.passes(
        () ->
            assertThat(read(after))
                .extracting(each -> each.data().get("number"))
                .containsExactly(1));
  }

  @Test
  void aSubscriptionSeesEveryEventExactlyOnceAlthoughBatchesFailAndNodesRace() throws Exception {
    test.execute("CREATE TABLE kernel.seen (number int)", "GRANT ALL ON kernel.seen TO PUBLIC");
    for (int i = 0; i < 250; i++) {
      append(i).await(20, SECONDS);
    }
    EventLog.number(database, 1000).await(20, SECONDS);
    int[] calls = new int[1];
    Subscription.Consumer flaky =
        (sql, logged) ->
            ++calls[0] % 130 == 0
                ? Future.failedFuture("hiccup")
                : sql.run(
                        "INSERT INTO kernel.seen VALUES ($1)", logged.event().data().get("number"))
                    .mapEmpty();
    Subscription one = new Subscription(database, "test", flaky);
    Subscription other = new Subscription(database, "test", flaky);
    one.open().await(20, SECONDS);

    for (int i = 0; i < 20; i++) {
      Future<Boolean> first = one.advance();
      Future<Boolean> second = other.advance();
      Future.join(first, second).otherwiseEmpty().await(20, SECONDS);
    }

    assertThat(test.column("SELECT number FROM kernel.seen ORDER BY number"))
        .containsExactlyElementsOf(IntStream.range(0, 250).mapToObj(String::valueOf).toList());
  }

  @Test
  void aConsumerOfBatchesGetsTheEventsOfATransactionAtOnceAndThoseThatFailedAgain()
      throws Exception {
    for (int i = 0; i < 150; i++) {
      append(i).await(20, SECONDS);
    }
    EventLog.number(database, 1000).await(20, SECONDS);
    List<List<Object>> batches = new ArrayList<>();
    Subscription subscription =
        Subscription.inBatches(
            database,
            "batches",
            (sql, logged) -> {
              batches.add(logged.stream().map(each -> each.event().data().get("number")).toList());
              return batches.size() == 1
                  ? Future.failedFuture(new IllegalStateException("hiccup"))
                  : Future.succeededFuture();
            });
    subscription.open().await(20, SECONDS);

    assertThatThrownBy(() -> subscription.advance().await(20, SECONDS)).hasMessage("hiccup");
    assertThat(subscription.advance().await(20, SECONDS)).isTrue();
    assertThat(subscription.advance().await(20, SECONDS)).isFalse();
    assertThat(subscription.advance().await(20, SECONDS)).isFalse();

    assertThat(batches).hasSize(3);
    assertThat(batches.get(0)).hasSize(100).isEqualTo(batches.get(1));
    assertThat(batches.get(2))
        .isEqualTo(IntStream.range(100, 150).mapToObj(each -> (Object) each).toList());
  }

  @Test
  void parallelNumberingGivesEveryEventOnePosition() throws Exception {
    for (int i = 0; i < 300; i++) {
      append(i).await(20, SECONDS);
    }
    List<Future<Integer>> workers =
        IntStream.range(0, 8).mapToObj(each -> EventLog.number(database, 100)).toList();
    Future.all(workers).await(20, SECONDS);
    while (EventLog.number(database, 100).await(20, SECONDS) > 0) {}

    assertThat(test.column("SELECT count(DISTINCT position) FROM kernel.event"))
        .containsExactly("300");
    assertThat(
            test.column(
                "SELECT count(*) FROM (SELECT position < lag(position) OVER (ORDER BY sequence) AS"
                    + " back FROM kernel.event) AS x WHERE back"))
        .containsExactly("0");
  }

  @Test
  void theServiceCanNeitherChangeNorDeleteHistory() {
    assertThatThrownBy(() -> database.run("UPDATE kernel.event SET type = 'x'").await(20, SECONDS))
        .isInstanceOf(PgException.class)
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> database.run("DELETE FROM kernel.event").await(20, SECONDS))
        .isInstanceOf(PgException.class)
        .hasMessageContaining("permission denied");
  }

  private Future<Void> append(int number) {
    return database.change("SELECT kernel.append_event($1)", change(number).toJson()).mapEmpty();
  }

  private List<Event> read(long after) {
    try {
      return bus.ask(new ReadEvents(after, 100)).await(20, SECONDS).events();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Change change(int number) {
    return Change.byAnybody(new Origin("192.0.2.1", null, null), EventType.LOGIN_STARTED)
        .about("login", Ids.next())
        .with("number", number);
  }
}
