package dev.latchkey.accounts.users;

import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The SQL that notes when people last signed in. Stateless. */
final class LastLoginStore {

  /**
   * Never waits for a row, and who never waits is in no deadlock: a change of a name holds one
   * membership of the person and then wants the next, in whatever order. If a row is taken, nothing
   * is noted. Neither is a login of an earlier stay than the present one.
   */
  private static final String NOTE =
      """
      WITH opened AS (
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[])
                   AS login (organization_id, person_id, at)),
      free AS MATERIALIZED (
        SELECT organization_id, person_id, opened.at
          FROM accounts.membership m JOIN opened USING (organization_id, person_id)
         WHERE m.created_at <= opened.at
           AND (m.last_login_at IS NULL OR m.last_login_at < opened.at)
           FOR NO KEY UPDATE OF m NOWAIT)
      UPDATE accounts.membership AS m SET last_login_at = free.at
        FROM free
       WHERE m.organization_id = free.organization_id AND m.person_id = free.person_id\
      """;

  private LastLoginStore() {}

  /** Somebody's place in an organisation. */
  record Seat(UUID organization, UUID person) {}

  /** Notes the last logins where they are later than what is known; fails where a row is taken. */
  static Future<Void> note(Sql sql, Map<Seat, Instant> last) {
    List<Map.Entry<Seat, Instant>> rows = List.copyOf(last.entrySet());
    return sql.run(
            NOTE,
            rows.stream().map(each -> each.getKey().organization()).toArray(UUID[]::new),
            rows.stream().map(each -> each.getKey().person()).toArray(UUID[]::new),
            rows.stream()
                .map(each -> each.getValue().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new))
        .mapEmpty();
  }
}
