package dev.latchkey.accounts.organization;

import dev.latchkey.api.accounts.OrganizationDetailView;
import dev.latchkey.api.accounts.OrganizationSettings;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.RecordJson;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

/** The SQL of what an organisation is and has settled. Stateless. */
public final class OrganizationDetailStore {

  private static final String FIND = "SELECT * FROM accounts.organization WHERE id = $1";

  /** The key stays as it is, so that nothing that refers to the organisation waits. */
  private static final String LOCK = FIND + " FOR NO KEY UPDATE";

  private static final String CHANGE =
      """
      UPDATE accounts.organization
         SET name = $2, settings = $3, version = version + 1, updated_at = now()
       WHERE id = $1 RETURNING *\
      """;

  private OrganizationDetailStore() {}

  /** An organisation as it is; {@link Failure#NOT_FOUND}. */
  static Future<OrganizationDetailView> find(Sql sql, OrganizationId id) {
    return one(sql, FIND, id.value());
  }

  /** As {@link #find}; changes of what belongs to it come one after the other from here on. */
  public static Future<OrganizationDetailView> lock(Sql sql, OrganizationId id) {
    return one(sql, LOCK, id.value());
  }

  static Future<OrganizationDetailView> change(
      Sql sql, OrganizationId id, String name, OrganizationSettings settings) {
    return one(sql, CHANGE, id.value(), name, RecordJson.toJson(settings));
  }

  private static Future<OrganizationDetailView> one(Sql sql, String statement, Object... values) {
    return sql.find(statement, OrganizationDetailStore::view, values)
        .map(found -> found.orElseThrow(Failure.NOT_FOUND::refusal));
  }

  private static OrganizationDetailView view(Row row) {
    return new OrganizationDetailView(
        new OrganizationId(row.getUUID("id")),
        row.getString("name"),
        settings(row.getJsonObject("settings")),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant(),
        row.getInteger("version"));
  }

  /** What was never settled, or came with a newer version, is the default. */
  static OrganizationSettings settings(JsonObject stored) {
    JsonObject whole = RecordJson.toJson(OrganizationSettings.DEFAULT).mergeIn(stored, true);
    return RecordJson.decode(whole, OrganizationSettings.class);
  }
}
