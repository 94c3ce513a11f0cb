package dev.latchkey.kernel.event;

import dev.latchkey.api.events.Actor;
import dev.latchkey.api.events.Event;
import dev.latchkey.api.events.Subject;
import dev.latchkey.api.id.EventId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All SQL of the event log. Stateless. */
public final class EventLog {

  /** Appends one event, given as {@link Change#toJson}. */
  static final String APPEND = "SELECT kernel.append_event($1)";

  private static final String APPEND_ALL =
      "SELECT kernel.append_event(envelope) FROM jsonb_array_elements($1) AS envelope";

  /**
   * Numbers what has been committed. One node at a time, so that positions are committed in order;
   * who finds the lock taken leaves it to the holder.
   */
  private static final String NUMBER =
      """
      WITH turn AS MATERIALIZED (
        SELECT pg_try_advisory_xact_lock(hashtext('latchkey.event_position')) AS mine),
      batch AS MATERIALIZED (
        SELECT id, occurred_at, nextval('kernel.event_position_number') AS position
          FROM (SELECT id, occurred_at FROM kernel.event
                 WHERE position IS NULL AND (SELECT mine FROM turn)
                 ORDER BY sequence LIMIT $1) AS waiting)
      UPDATE kernel.event AS e SET position = batch.position
        FROM batch
       WHERE e.id = batch.id AND e.occurred_at = batch.occurred_at
         AND e.position IS NULL\
      """;

  private static final String READ =
      """
      SELECT id, position, type, version, occurred_at, outcome, organization_id,
             actor_kind, actor_id, subject_kind, subject_id, data, personal
        FROM kernel.event
       WHERE position > $1
       ORDER BY position LIMIT $2\
      """;

  private static final String ENSURE_PARTITIONS = "SELECT kernel.ensure_event_partitions()";

  private EventLog() {}

  /** Appends an event in the transaction of the change. */
  public static Future<Void> append(Sql sql, Change change) {
    return sql.run(APPEND, change.toJson()).mapEmpty();
  }

  /** As {@link #append}, of many in their order, by one statement. */
  public static Future<Void> appendAll(Sql sql, List<Change> changes) {
    return changes.isEmpty()
        ? Future.succeededFuture()
        : sql.run(APPEND_ALL, new JsonArray(changes.stream().map(Change::toJson).toList()))
            .mapEmpty();
  }

  /** Gives positions to at most {@code limit} committed events; answers how many it numbered. */
  static Future<Integer> number(Sql sql, int limit) {
    return sql.run(NUMBER, limit).map(rows -> rows.rowCount());
  }

  /** The events after a position, in order. */
  static Future<List<LoggedEvent>> read(Sql sql, long after, int limit) {
    return sql.list(READ, EventLog::event, after, limit);
  }

  /** Sees to it that this month and the next two have a partition. */
  static Future<Void> ensurePartitions(Sql sql) {
    return sql.run(ENSURE_PARTITIONS).mapEmpty();
  }

  private static LoggedEvent event(Row row) {
    Event event =
        new Event(
            new EventId(row.getUUID("id")),
            row.getLong("position"),
            row.getString("type"),
            row.getInteger("version"),
            row.getOffsetDateTime("occurred_at").toInstant(),
            row.getString("outcome"),
            organization(row.getUUID("organization_id")),
            new Actor(row.getString("actor_kind"), row.getUUID("actor_id")),
            new Subject(row.getString("subject_kind"), row.getUUID("subject_id")),
            row.getJsonObject("data").getMap());
    JsonObject personal = row.getJsonObject("personal");
    return new LoggedEvent(event, Optional.ofNullable(personal).orElseGet(JsonObject::new));
  }

  private static @Nullable OrganizationId organization(@Nullable UUID id) {
    return id == null ? null : new OrganizationId(id);
  }
}
