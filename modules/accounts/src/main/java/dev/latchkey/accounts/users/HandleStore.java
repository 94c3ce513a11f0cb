package dev.latchkey.accounts.users;

import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.Optional;

/** The SQL of changed handles. Stateless. */
final class HandleStore {

  /** What became of the wish for a handle. */
  enum Outcome {
    CHANGED,
    UNCHANGED,
    /** Somebody has it, or ever had it. */
    TAKEN
  }

  private static final String CHANGE =
      """
      WITH person AS MATERIALIZED (
        SELECT id, handle = $2 AS same FROM accounts.person WHERE id = $1),
      claimed AS (
        INSERT INTO accounts.used_handle (digest)
        SELECT sha256(convert_to($2, 'UTF8')) FROM person WHERE NOT same
        ON CONFLICT DO NOTHING RETURNING digest),
      changed AS (
        UPDATE accounts.person AS p SET handle = $2, version = version + 1, updated_at = now()
          FROM claimed WHERE p.id = $1 RETURNING p.id)
      SELECT same, EXISTS (SELECT FROM changed) AS changed FROM person\
      """;

  private HandleStore() {}

  static Future<Outcome> change(Sql sql, PersonId person, String handle) {
    return sql.find(
            CHANGE,
            row ->
                row.getBoolean("same")
                    ? Outcome.UNCHANGED
                    : row.getBoolean("changed") ? Outcome.CHANGED : Outcome.TAKEN,
            person.value(),
            handle)
        .map(Optional::orElseThrow);
  }
}
