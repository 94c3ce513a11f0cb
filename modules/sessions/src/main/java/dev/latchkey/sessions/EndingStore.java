package dev.latchkey.sessions;

import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All SQL that ends logins and removes them. An ended login takes its tokens with it, as none
 * counts without a living one. Thread-safe.
 */
final class EndingStore {

  private static final String END =
      """
      WITH ended AS (
        UPDATE sessions.login SET ended_at = now(), end_reason = $3
         WHERE id = $1 AND person_id = $2 AND ended_at IS NULL
        RETURNING organization_id)
      SELECT kernel.append_event(
               event || jsonb_build_object('organization', ended.organization_id))
        FROM ended, unnest($4::jsonb[]) AS event\
      """;

  // Rows are locked in one order, so that two of these cannot wait for each other.
  private static final String END_MANY =
      """
      UPDATE sessions.login SET ended_at = now(), end_reason = $2
       WHERE id IN (SELECT id FROM sessions.login
                     WHERE id IN (%s) AND ended_at IS NULL ORDER BY id FOR UPDATE)
      RETURNING id, organization_id\
      """;

  private static final String END_OTHERS =
      END_MANY.formatted(
          """
          SELECT id FROM sessions.login
           WHERE person_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $3::uuid\
          """);

  private static final String END_IN =
      END_MANY.formatted(
          """
          SELECT id FROM sessions.login
           WHERE person_id = $1 AND ended_at IS NULL AND organization_id = $3\
          """);

  private static final String END_SURPLUS =
      END_MANY.formatted(
          """
          SELECT id FROM sessions.login
           WHERE person_id = $1 AND ended_at IS NULL AND impersonator_id IS NULL
             AND ($4::uuid IS NULL OR organization_id = $4)
           ORDER BY last_seen_at DESC, id DESC OFFSET $3\
          """);

  /** Those that were opened later are of somebody who has come back. */
  private static final String LEAVE =
      """
      UPDATE sessions.login SET ended_at = now(), end_reason = 'left_organization'
       WHERE person_id = $1 AND organization_id = $2 AND ended_at IS NULL AND created_at <= $3\
      """;

  /** The names of an organisation's tokens are its own. */
  private static final String FORGET =
      """
      WITH token AS (
        UPDATE sessions.api_token SET name = '-' WHERE person_id = $1 AND owner = 'person')
      UPDATE sessions.login
         SET ended_at = coalesce(ended_at, now()), end_reason = coalesce(end_reason, 'account_gone'),
             device = NULL, ip_address = NULL, user_agent = NULL, browser = NULL
       WHERE person_id = $1 OR impersonator_id = $1\
      """;

  private static final String APPEND_ALL =
      "SELECT kernel.append_event(event) FROM unnest($1::jsonb[]) AS event";

  private static final String PURGE_TOKENS =
      """
      DELETE FROM sessions.refresh_token WHERE digest IN (
        SELECT token.digest
          FROM sessions.login JOIN sessions.refresh_token AS token ON token.login_id = login.id
         WHERE coalesce(login.ended_at, login.expires_at) < now() - make_interval(secs => $1)
         LIMIT $2 FOR UPDATE OF token SKIP LOCKED)\
      """;

  private static final String PURGE_LOGINS =
      """
      DELETE FROM sessions.login WHERE id IN (
        SELECT id FROM sessions.login
         WHERE coalesce(ended_at, expires_at) < now() - make_interval(secs => $1)
           AND NOT EXISTS (SELECT FROM sessions.refresh_token WHERE login_id = login.id)
         LIMIT $2 FOR UPDATE SKIP LOCKED)\
      """;

  private final Database database;

  EndingStore(Database database) {
    this.database = database;
  }

  /** Ends a login of a person and appends the events; false when there is none to end. */
  Future<Boolean> end(LoginId login, PersonId person, String reason, Change... changes) {
    Object events = Stream.of(changes).map(Change::toJson).toArray(JsonObject[]::new);
    return database
        .change(END, login.value(), person.value(), reason, events)
        .map(rows -> rows.size() > 0);
  }

  /** Ends the logins of a person, but the one to keep; each ending is an event. */
  Future<Void> endOthers(
      PersonId person, @Nullable LoginId kept, String reason, Supplier<Change> change) {
    UUID keptId = kept == null ? null : kept.value();
    return endMany(END_OTHERS, change, person.value(), reason, keptId);
  }

  /**
   * Too many logins of a person.
   *
   * @param organization where they act; null for wherever
   * @param kept how many may stay
   */
  record Surplus(PersonId person, @Nullable OrganizationId organization, long kept) {}

  /** Ends those that were not used for longest; each ending is an event. */
  Future<Void> endSurplus(Surplus surplus, String reason, Supplier<Change> change) {
    OrganizationId organization = surplus.organization();
    return endMany(
        END_SURPLUS,
        change,
        surplus.person().value(),
        reason,
        surplus.kept(),
        organization == null ? null : organization.value());
  }

  /** Ends the logins of a person that act in one organisation; each ending is an event. */
  Future<Void> endIn(
      PersonId person, OrganizationId organization, String reason, Supplier<Change> change) {
    return endMany(END_IN, change, person.value(), reason, organization.value());
  }

  /** Ends what somebody who has left an organisation had opened in it until then. */
  static Future<Void> leave(Sql sql, PersonId person, OrganizationId organization, Instant leftAt) {
    return sql.run(LEAVE, person.value(), organization.value(), leftAt.atOffset(ZoneOffset.UTC))
        .mapEmpty();
  }

  /**
   * Ends every login of somebody who is gone, and leaves nothing in them, or in their tokens, that
   * tells of them.
   */
  static Future<Void> forget(Sql sql, PersonId person) {
    return sql.run(FORGET, person.value()).mapEmpty();
  }

  /**
   * Removes at most that many refresh tokens of logins that ended so long ago; answers how many.
   */
  Future<Integer> purgeTokens(Duration age, int limit) {
    return database
        .run(PURGE_TOKENS, LoginStore.seconds(age), limit)
        .map(deleted -> deleted.rowCount());
  }

  /** Removes at most that many logins that ended so long ago and have no token left. */
  Future<Integer> purgeLogins(Duration age, int limit) {
    return database
        .run(PURGE_LOGINS, LoginStore.seconds(age), limit)
        .map(deleted -> deleted.rowCount());
  }

  private Future<Void> endMany(
      String statement, Supplier<Change> change, @Nullable Object... values) {
    return database.transaction(
        sql -> sql.run(statement, values).compose(ended -> append(sql, ended, change)));
  }

  private static Future<Void> append(Sql sql, RowSet<Row> ended, Supplier<Change> change) {
    List<JsonObject> events = new ArrayList<>();
    for (Row row : ended) {
      Change one = change.get().about("login", row.getUUID("id"));
      events.add(one.in(row.getUUID("organization_id")).toJson());
    }
    return events.isEmpty()
        ? Future.succeededFuture()
        : sql.run(APPEND_ALL, (Object) events.toArray(JsonObject[]::new)).mapEmpty();
  }
}
