package dev.latchkey.sessions;

import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All SQL of refresh tokens, of which only digests are stored. Thread-safe. */
final class RefreshTokenStore {

  /**
   * Check and act in one: of any number at once, one rotates. The login is written last and looked
   * at again there, so that an ending which commits meanwhile is not overtaken.
   */
  private static final String ROTATE =
      """
      WITH rotated AS (
        UPDATE sessions.refresh_token AS token SET rotated_at = now(), successor_digest = $2
          FROM sessions.login
         WHERE token.digest = $1 AND token.rotated_at IS NULL
           AND login.id = token.login_id AND login.token_family = token.family AND %s
        RETURNING token.login_id, token.family),
      issued AS (
        INSERT INTO sessions.refresh_token (digest, login_id, family)
        SELECT $2, login_id, family FROM rotated)
      UPDATE sessions.login SET last_seen_at = now() FROM rotated
       WHERE login.id = rotated.login_id AND login.token_family = rotated.family
         AND login.ended_at IS NULL
      RETURNING %s\
      """
          .formatted(LoginStore.alive("$3"), LoginStore.LIVE);

  private static final String EXPLAIN =
      """
      SELECT %s, token.successor_digest,
             token.rotated_at > now() - make_interval(secs => $3) AND successor.rotated_at IS NULL
               AS recent,
             login.token_family = token.family AS current
        FROM sessions.refresh_token AS token
        JOIN sessions.login ON login.id = token.login_id
        LEFT JOIN sessions.refresh_token AS successor ON successor.digest = token.successor_digest
       WHERE token.digest = $1 AND %s\
      """
          .formatted(LoginStore.LIVE, LoginStore.alive("$2"));

  private final Database database;
  private final SessionsConfig config;

  RefreshTokenStore(Database database, SessionsConfig config) {
    this.database = database;
    this.config = config;
  }

  /**
   * A token of a living login that could not be rotated.
   *
   * @param successorDigest what it was rotated to; null when it never was
   * @param recent rotated within the grace, to a successor that has not been used
   * @param current of the login's newest family
   */
  record Spent(
      LiveLogin login, @Nullable Buffer successorDigest, boolean recent, boolean current) {}

  /** Replaces a token by its successor; empty when it may not be, for whatever reason. */
  Future<Optional<LiveLogin>> rotate(OpaqueToken token, OpaqueToken successor) {
    return database.find(
        ROTATE,
        LoginStore::live,
        Buffer.buffer(token.digest()),
        Buffer.buffer(successor.digest()),
        LoginStore.seconds(config.idleTimeout()));
  }

  /** Why a token was not rotated; empty when it is unknown or its login is over. */
  Future<Optional<Spent>> explain(OpaqueToken token) {
    return database.find(
        EXPLAIN,
        RefreshTokenStore::spent,
        Buffer.buffer(token.digest()),
        LoginStore.seconds(config.idleTimeout()),
        LoginStore.seconds(config.refreshGrace()));
  }

  private static Spent spent(Row row) {
    return new Spent(
        LoginStore.live(row),
        row.getBuffer("successor_digest"),
        Boolean.TRUE.equals(row.getBoolean("recent")),
        row.getBoolean("current"));
  }
}
