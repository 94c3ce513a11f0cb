package dev.latchkey.accounts.audit;

import dev.latchkey.api.accounts.ActorView;
import dev.latchkey.api.accounts.EventView;
import dev.latchkey.api.events.Subject;
import dev.latchkey.api.id.EventId;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.sql.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;

/** Reads the event log as an organisation may see it. Stateless. */
final class AuditStore {

  private AuditStore() {}

  static Future<List<EventView>> list(Sql sql, Statement query) {
    return sql.list(query.text(), AuditStore::view, query.values().toArray());
  }

  private static EventView view(Row row) {
    return new EventView(
        new EventId(row.getUUID("id")),
        row.getString("type"),
        row.getInteger("version"),
        row.getOffsetDateTime("occurred_at").toInstant(),
        row.getString("outcome"),
        new ActorView(
            row.getString("actor_kind"), row.getUUID("actor_id"), row.getString("actor_name")),
        new Subject(row.getString("subject_kind"), row.getUUID("subject_id")),
        row.getString("ip_address"),
        row.getString("user_agent"),
        row.getJsonObject("data").getMap());
  }
}
