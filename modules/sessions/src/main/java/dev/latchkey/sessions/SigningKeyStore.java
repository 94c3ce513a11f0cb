package dev.latchkey.sessions;

import static dev.latchkey.sessions.LoginStore.seconds;

import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** All SQL of signing keys; private halves arrive and leave encrypted. Thread-safe. */
final class SigningKeyStore {

  private static final String LIST =
      """
      SELECT id, public_jwk, private_key, active_from <= now() AS active
        FROM sessions.signing_key
       WHERE retired_after IS NULL OR retired_after > now()
       ORDER BY active_from DESC, id DESC\
      """;

  private static final String DUE =
      """
      SELECT NOT EXISTS (SELECT FROM sessions.signing_key
                          WHERE created_at > now() - make_interval(secs => $1)) AS due\
      """;

  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtext('latchkey.signing_key'))";

  private static final String ADD =
      """
      WITH made AS (
        INSERT INTO sessions.signing_key (id, public_jwk, private_key, active_from)
        SELECT $1::uuid, $2::jsonb, $3::bytea,
               CASE WHEN EXISTS (SELECT FROM sessions.signing_key
                                  WHERE active_from <= now()
                                    AND (retired_after IS NULL OR retired_after > now()))
                    THEN now() + make_interval(secs => $4) ELSE now() END
         WHERE NOT EXISTS (SELECT FROM sessions.signing_key
                            WHERE created_at > now() - make_interval(secs => $5))
        RETURNING active_from),
      retired AS (
        UPDATE sessions.signing_key SET retired_after = made.active_from + make_interval(secs => $6)
          FROM made WHERE retired_after IS NULL)
      SELECT kernel.append_event($7) FROM made\
      """;

  private static final String PURGE =
      "DELETE FROM sessions.signing_key WHERE retired_after < now()";

  private final Database database;

  SigningKeyStore(Database database) {
    this.database = database;
  }

  /** A key as it is stored; {@code active} when its time to sign has come. */
  record Stored(UUID id, JsonObject publicJwk, Buffer privateKey, boolean active) {}

  /**
   * How a new key follows the others.
   *
   * @param lifetime nothing is added while a key younger than this exists
   * @param lead after which it signs; at once when there is no other
   * @param overlap how long the others verify after that
   */
  record Succession(Duration lifetime, Duration lead, Duration overlap) {}

  /** The keys that verify, the one to sign by first among the active ones. */
  Future<List<Stored>> list() {
    return database.list(LIST, SigningKeyStore::stored);
  }

  /** Whether every key is older than that, or none exists. */
  Future<Boolean> isDue(Duration lifetime) {
    return database.run(DUE, seconds(lifetime)).map(rows -> rows.iterator().next().getBoolean(0));
  }

  /** Adds a key unless another node was faster: one at a time decides. */
  Future<Void> add(NewSigningKey key, byte[] encrypted, Succession succession, Change change) {
    return database.transaction(
        sql -> sql.run(LOCK).compose(locked -> add(sql, key, encrypted, succession, change)));
  }

  private static Future<Void> add(
      Sql sql, NewSigningKey key, byte[] encrypted, Succession succession, Change change) {
    return sql.run(
            ADD,
            key.id(),
            key.publicJwk(),
            Buffer.buffer(encrypted),
            seconds(succession.lead()),
            seconds(succession.lifetime()),
            seconds(succession.overlap()),
            change.toJson())
        .mapEmpty();
  }

  /** Removes the keys that verify no longer. */
  Future<Void> purge() {
    return database.run(PURGE).mapEmpty();
  }

  private static Stored stored(Row row) {
    return new Stored(
        row.getUUID("id"),
        row.getJsonObject("public_jwk"),
        row.getBuffer("private_key"),
        row.getBoolean("active"));
  }
}
