package dev.latchkey.accounts.registration;

import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.secret.TokenKind;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.Optional;

/** All SQL of set-up tokens: hashed, an hour long, gone with the set-up. Stateless. */
final class SetUpStore {

  private static final TokenKind KIND = TokenKind.of("lks_");

  private static final String OFFER =
      """
      WITH expired AS (DELETE FROM accounts.setup_token WHERE expires_at < now())
      INSERT INTO accounts.setup_token (digest, expires_at)
      SELECT $1, now() + interval '1 hour'
       WHERE NOT EXISTS (SELECT FROM accounts.organization)\
      """;

  private static final String IS_OFFERED =
      "SELECT 1 FROM accounts.setup_token WHERE digest = $1 AND expires_at > now()";

  private static final String TAKE =
      "DELETE FROM accounts.setup_token WHERE digest = $1 AND expires_at > now() RETURNING 1";

  /** Two set-ups at once, with two tokens, come one after the other. */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('latchkey.setup'))";

  private static final String CLEAR = "DELETE FROM accounts.setup_token";

  private SetUpStore() {}

  /** A fresh token while there is no organisation. */
  static Future<Optional<OpaqueToken>> offer(Sql sql) {
    OpaqueToken token = OpaqueToken.generate(KIND);
    return sql.any(OFFER, digest(token)).map(made -> made ? Optional.of(token) : Optional.empty());
  }

  static Future<Boolean> isOffered(Sql sql, String text) {
    return withToken(text, token -> sql.any(IS_OFFERED, digest(token)));
  }

  /** Takes the token; the other ones go with it. */
  static Future<Boolean> take(Sql sql, String text) {
    return withToken(
        text,
        token ->
            sql.run(LOCK)
                .compose(locked -> sql.any(TAKE, digest(token)))
                .compose(
                    taken -> taken ? sql.run(CLEAR).map(true) : Future.succeededFuture(false)));
  }

  private static Future<Boolean> withToken(
      String text, java.util.function.Function<OpaqueToken, Future<Boolean>> work) {
    return OpaqueToken.parse(KIND, text).map(work).orElseGet(() -> Future.succeededFuture(false));
  }

  private static io.vertx.core.buffer.Buffer digest(OpaqueToken token) {
    return io.vertx.core.buffer.Buffer.buffer(token.digest());
  }
}
