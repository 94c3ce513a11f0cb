package dev.latchkey.kernel.event;

import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.Event;
import dev.latchkey.api.events.EventList;
import dev.latchkey.api.events.ReadEvents;
import dev.latchkey.api.events.RecordRefusal;
import dev.latchkey.kernel.bus.Announcer;
import dev.latchkey.kernel.bus.Answers;
import dev.latchkey.kernel.bus.Nudge;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;

/**
 * The event log at work: numbers what was committed, publishes it to the bus at least once and in
 * order, and answers consumers that were away. One per node.
 */
public final class EventsVerticle extends VerticleBase {

  /** How often to look without being nudged (chosen, not measured). */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private static final Duration PARTITION_CHECK = Duration.ofHours(12);
  private static final Duration RETENTION_CHECK = Duration.ofDays(1);
  private static final Duration SETTLEMENT = Duration.ofMinutes(1);
  private static final int NUMBERED_AT_ONCE = 500;
  private static final int MOST_READ_AT_ONCE = 500;

  private final Database database;
  private final Retention retention;
  private final RefusalLog refusals;
  private List<Pump> pumps = List.of();

  /**
   * A verticle to deploy.
   *
   * @param keptMonths how many whole months of events are kept besides the present one, 1 to 240
   *     (setting {@code events.retention}, default 24)
   */
  public EventsVerticle(Database database, int keptMonths) {
    this.database = database;
    this.retention = new Retention(database, keptMonths);
    this.refusals = new RefusalLog(database);
  }

  @Override
  public Future<?> start() {
    Announcer announcer = new Announcer(vertx);
    Subscription relay =
        new Subscription(
            database,
            "relay",
            (sql, logged) -> {
              announcer.announce(logged.event());
              return Future.succeededFuture();
            });
    Nudge numbered = Nudge.of(vertx, Nudge.NUMBERED);
    return EventLog.ensurePartitions(database)
        .compose(ready -> relay.open())
        .onSuccess(ready -> pump(relay, numbered))
        .compose(
            ready ->
                Answers.at(vertx, Addresses.EVENTS)
                    .to(ReadEvents.class, this::read)
                    .to(RecordRefusal.class, refusals::record)
                    .listen());
  }

  @Override
  public Future<?> stop() {
    return Future.join(pumps.stream().map(Pump::stop).toList())
        .compose(stopped -> refusals.settle());
  }

  private void pump(Subscription relay, Nudge numbered) {
    Nudge changed = Nudge.of(vertx, Nudge.CHANGED);
    pumps =
        List.of(
            new Pump(vertx, "Numbering events", changed, INTERVAL, () -> number(numbered)),
            new Pump(vertx, "Publishing events", numbered, INTERVAL, relay::advance));
    vertx.setPeriodic(PARTITION_CHECK.toMillis(), tick -> EventLog.ensurePartitions(database));
    vertx.setPeriodic(SETTLEMENT.toMillis(), tick -> refusals.settle());
    vertx.setPeriodic(0, RETENTION_CHECK.toMillis(), tick -> retention.run());
  }

  private Future<Boolean> number(Nudge numbered) {
    return EventLog.number(database, NUMBERED_AT_ONCE)
        .onSuccess(count -> nudge(numbered, count))
        .map(count -> count == NUMBERED_AT_ONCE);
  }

  private static void nudge(Nudge numbered, int count) {
    if (count > 0) {
      numbered.give();
    }
  }

  private Future<EventList> read(ReadEvents request) {
    if (request.after() < 0 || request.limit() < 1 || request.limit() > MOST_READ_AT_ONCE) {
      return Future.failedFuture(
          Failure.INVALID_REQUEST.refusal("after must be 0 or more, limit 1 to 500."));
    }
    return EventLog.read(database, request.after(), request.limit())
        .map(EventsVerticle::published)
        .map(EventList::new);
  }

  private static List<Event> published(List<LoggedEvent> logged) {
    return logged.stream().map(LoggedEvent::event).toList();
  }
}
