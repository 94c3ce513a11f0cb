package dev.latchkey.kernel.event;

import dev.latchkey.kernel.bus.Nudge;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * A durable reader of the event log. It works through the events in order; its position moves in
 * the same transaction as what it does with them, so that its own tables see every event exactly
 * once, whatever fails. One node at a time reads.
 */
public final class Subscription {

  /** How many events one transaction takes (chosen, not measured). */
  static final int BATCH = 100;

  private static final String OPEN =
      """
      INSERT INTO kernel.subscription (name, position) VALUES ($1, 0)
      ON CONFLICT (name) DO NOTHING\
      """;

  private static final String TAKE =
      "SELECT position FROM kernel.subscription WHERE name = $1 FOR UPDATE SKIP LOCKED";

  private static final String MOVE =
      "UPDATE kernel.subscription SET position = $2, updated_at = now() WHERE name = $1";

  /** What to do with one event, inside the subscription's transaction. */
  @FunctionalInterface
  public interface Consumer {

    /** Succeeds when the event is dealt with; a failure rolls the batch back, to come again. */
    Future<Void> accept(Sql transaction, LoggedEvent event);
  }

  /** What to do with a batch of events at once, inside the subscription's transaction. */
  @FunctionalInterface
  public interface BatchConsumer {

    /**
     * Succeeds when the events are dealt with; a failure rolls the batch back, to come again.
     *
     * @param events one or more, in their order
     */
    Future<Void> accept(Sql transaction, List<LoggedEvent> events);
  }

  private final Database database;
  private final String name;
  private final BatchConsumer consumer;

  /** A subscription by that name, which is for ever: its position is kept under it. */
  public Subscription(Database database, String name, Consumer consumer) {
    this(database, name, (BatchConsumer) (sql, events) -> oneByOne(consumer, sql, events));
  }

  private Subscription(Database database, String name, BatchConsumer consumer) {
    this.database = database;
    this.name = name;
    this.consumer = consumer;
  }

  /** The same for a consumer that takes the events of a transaction at once. */
  public static Subscription inBatches(Database database, String name, BatchConsumer consumer) {
    return new Subscription(database, name, consumer);
  }

  private static Future<Void> oneByOne(Consumer consumer, Sql sql, List<LoggedEvent> events) {
    Future<Void> done = Future.succeededFuture();
    for (LoggedEvent each : events) {
      done = done.compose(dealt -> consumer.accept(sql, each));
    }
    return done;
  }

  /** Makes the subscription known; a new one starts at the beginning of the log. */
  public Future<Void> open() {
    return database.run(OPEN, name).mapEmpty();
  }

  /**
   * Opens it and follows the log from then on, on the verticle's context: after each nudge, and at
   * least once per interval. Whoever stops stops the pump.
   *
   * @param purpose what the log calls it
   */
  public Future<Pump> follow(Vertx vertx, String purpose, Duration interval) {
    return open()
        .map(
            opened ->
                new Pump(vertx, purpose, Nudge.of(vertx, Nudge.NUMBERED), interval, this::advance));
  }

  /** Deals with the next batch; answers whether there may be more. */
  public Future<Boolean> advance() {
    return database.transaction(
        sql ->
            sql.find(TAKE, row -> row.getLong(0), name)
                .compose(
                    position ->
                        position.isEmpty()
                            ? Future.succeededFuture(false)
                            : advance(sql, position.get())));
  }

  private Future<Boolean> advance(Sql sql, long position) {
    return EventLog.read(sql, position, BATCH).compose(events -> deal(sql, events));
  }

  private Future<Boolean> deal(Sql sql, List<LoggedEvent> events) {
    if (events.isEmpty()) {
      return Future.succeededFuture(false);
    }
    long last = events.get(events.size() - 1).event().position();
    return consumer
        .accept(sql, events)
        .compose(dealt -> sql.run(MOVE, name, last))
        .map(events.size() == BATCH);
  }

  String name() {
    return name;
  }
}
