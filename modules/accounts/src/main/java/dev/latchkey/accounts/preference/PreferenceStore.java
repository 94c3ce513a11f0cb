package dev.latchkey.accounts.preference;

import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** All SQL of {@code accounts.preferences}. Stateless. */
public final class PreferenceStore {

  private static final String FIND =
      "SELECT settings, version FROM accounts.preferences WHERE person_id = $1";

  private static final String SAVE =
      """
      INSERT INTO accounts.preferences AS p (person_id, settings, version) VALUES ($1, $2, 1)
      ON CONFLICT (person_id) DO UPDATE
         SET settings = excluded.settings, version = p.version + 1, updated_at = now()
      RETURNING version\
      """;

  /** The version goes on, so that whoever has read another one is told. */
  private static final String RESET =
      """
      UPDATE accounts.preferences SET settings = '{}', version = version + 1, updated_at = now()
       WHERE person_id = $1 AND settings <> '{}'\
      """;

  private PreferenceStore() {}

  static Future<SaidPreferences> find(Sql sql, PersonId person) {
    return sql.find(
            FIND,
            row -> new SaidPreferences(row.getJsonObject("settings"), row.getInteger("version")),
            person.value())
        .map(found -> found.orElse(SaidPreferences.NOTHING));
  }

  /** Replaces what a person, whose row is locked, has said; answers it in its new version. */
  static Future<SaidPreferences> save(Sql sql, PersonId person, JsonObject said) {
    return sql.find(SAVE, row -> row.getInteger("version"), person.value(), said)
        .map(version -> new SaidPreferences(said, version.orElseThrow()));
  }

  /** Returns everything to its default; answers whether anything was not. */
  public static Future<Boolean> reset(Sql sql, PersonId person) {
    return sql.any(RESET, person.value());
  }
}
