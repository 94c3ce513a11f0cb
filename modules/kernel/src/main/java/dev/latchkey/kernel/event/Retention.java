package dev.latchkey.kernel.event;

import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets events go when their time is over: whole months at once, on one node at a time, and on
 * record. Thread-safe.
 */
final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private static final String DROP = "SELECT kernel.drop_event_partitions($1)";

  private final Database database;
  private final int months;

  /**
   * A retention.
   *
   * @param months how many whole months are kept besides the present one, at least 1
   */
  Retention(Database database, int months) {
    this.database = database;
    this.months = months;
  }

  /** Drops what is older; a failure is logged and leaves it to the next time. */
  Future<Void> run() {
    return database
        .transaction(sql -> drop(sql).compose(dropped -> tell(sql, dropped)))
        .onFailure(failure -> LOG.warn("Old events stay for now: {}", failure.toString()))
        .otherwiseEmpty();
  }

  private Future<List<String>> drop(Sql sql) {
    return sql.list(DROP, row -> List.of(row.getArrayOfStrings(0)), months)
        .map(rows -> rows.get(0));
  }

  private Future<Void> tell(Sql sql, List<String> dropped) {
    if (dropped.isEmpty()) {
      return Future.succeededFuture();
    }
    LOG.info("Events older than {} months were removed: {}", months, dropped);
    return EventLog.append(
        sql,
        Change.bySystem(EventType.EVENTS_REMOVED)
            .about("event_log", null)
            .with("keptMonths", months)
            .with("partitions", new JsonArray(dropped)));
  }
}
