package dev.latchkey.kernel.event;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.events.RecordRefusal;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Appends refused attempts, one statement each, and so that nobody can fill the log by them: of one
 * caller at most {@link #MOST_OF_ONE} between two {@link #settle}s are events of their own, the
 * others are counted in one more. Lives on one verticle's context.
 */
final class RefusalLog {

  /** Attempts of one caller (chosen, not measured). */
  static final int MOST_OF_ONE = 30;

  /** Callers that are told apart; those beyond share one account (chosen, not measured). */
  static final int MOST_CALLERS = 10_000;

  private static final UUID EVERYBODY_ELSE = new UUID(0, 0);

  /** What one caller was refused since the last settling. */
  private static final class Tally {
    private int appended;
    private int counted;
    private RecordRefusal last;

    private Tally(RecordRefusal first) {
      this.last = first;
    }
  }

  private final Sql sql;
  private Map<UUID, Tally> tallies = new HashMap<>();

  RefusalLog(Sql sql) {
    this.sql = sql;
  }

  /** Answers {@link RecordRefusal}. */
  Future<Done> record(RecordRefusal refusal) {
    Tally tally = tallies.computeIfAbsent(key(refusal.caller()), first -> new Tally(refusal));
    if (tally.appended == MOST_OF_ONE) {
      tally.counted++;
      tally.last = refusal;
      return Future.succeededFuture(Done.DONE);
    }
    tally.appended++;
    return append(change(refusal)).map(Done.DONE);
  }

  /** Appends what was only counted so far, and starts anew; never fails. For once a minute. */
  Future<Void> settle() {
    Map<UUID, Tally> ended = tallies;
    tallies = new HashMap<>();
    List<Future<Void>> appended =
        ended.values().stream()
            .filter(each -> each.counted > 0)
            .map(each -> append(change(each.last).with("attempts", each.counted)))
            .toList();
    return Future.join(appended).<Void>mapEmpty().otherwiseEmpty();
  }

  private UUID key(Caller caller) {
    UUID person = caller.person().value();
    return tallies.containsKey(person) || tallies.size() < MOST_CALLERS ? person : EVERYBODY_ELSE;
  }

  private static Change change(RecordRefusal refusal) {
    return Change.by(refusal.caller(), EventType.REQUEST_REFUSED)
        .refused()
        .about("request", null)
        .with("request", refusal.request())
        .with("code", refusal.failure().code());
  }

  private Future<Void> append(Change change) {
    return sql.change(EventLog.APPEND, change.toJson()).mapEmpty();
  }
}
