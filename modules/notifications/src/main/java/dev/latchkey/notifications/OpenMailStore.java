package dev.latchkey.notifications;

import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The SQL of {@code notifications.mail} for operators: what waits or has failed. A sender takes no
 * row that is locked here, and a row that it has taken is seen as leased. Stateless.
 */
final class OpenMailStore {

  private static final String LIST =
      """
      SELECT id, template, recipient, attempts, next_attempt_at, last_error,
             CASE WHEN state = 'queued' AND leased_until > now() THEN 'sending' ELSE state END AS state
        FROM notifications.mail
       WHERE state IN ('queued', 'failed')
       ORDER BY queued_at, id LIMIT $1\
      """;

  private static final String FIND =
      """
      SELECT id, template, state, coalesce(expires_at <= now(), false) AS expired,
             CASE WHEN state = 'queued' AND leased_until > now()
                  THEN date_trunc('second', leased_until) END AS sending_until
        FROM notifications.mail WHERE id = $1 FOR UPDATE\
      """;

  /** What is being sent, whose link has expired or of which nothing is kept is left alone. */
  private static final String RETRIABLE =
      """
      SELECT id FROM notifications.mail
       WHERE id > $1 AND coalesce(expires_at > now(), true)
         AND (state = 'failed' AND template <> 'account-closed'
              OR state = 'queued' AND next_attempt_at > now()
                 AND coalesce(leased_until <= now(), true))
       ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED\
      """;

  private static final String FAILED =
      """
      SELECT id FROM notifications.mail
       WHERE id > $1 AND state = 'failed'
       ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED\
      """;

  /** A mail is given up by its age, so a failed one is queued anew; leases are numbered on. */
  private static final String RETRY =
      """
      UPDATE notifications.mail
         SET state = 'queued', settled_at = NULL, next_attempt_at = now(), leased_until = NULL,
             queued_at = CASE state WHEN 'failed' THEN now() ELSE queued_at END
       WHERE id = ANY ($1)\
      """;

  /** Of a farewell nothing stays that tells whose it was. */
  private static final String DROP =
      """
      UPDATE notifications.mail
         SET state = 'dropped', settled_at = now(), leased_until = NULL, model = '{}',
             last_error = CASE WHEN template = 'account-closed' THEN NULL ELSE last_error END,
             recipient = CASE WHEN template = 'account-closed' THEN id::text ELSE recipient END
       WHERE id = ANY ($1)\
      """;

  /**
   * A mail as it stands.
   *
   * @param sendingUntil when whoever is sending it gives up at the latest; empty when nobody is
   * @param expired whether its link has stopped working
   */
  record Found(
      UUID id, String template, String state, Optional<Instant> sendingUntil, boolean expired) {}

  private OpenMailStore() {}

  /** The oldest ones. */
  static Future<List<MailStatus>> list(Sql sql, int most) {
    return sql.list(LIST, OpenMailStore::status, most);
  }

  /** A mail in whatever state, locked. */
  static Future<Optional<Found>> find(Sql sql, UUID id) {
    return sql.find(FIND, OpenMailStore::found, id);
  }

  /** Those after an id that can be made due, locked. */
  static Future<List<UUID>> retriable(Sql sql, UUID after, int most) {
    return sql.list(RETRIABLE, OpenMailStore::id, after, most);
  }

  /** Those after an id that have failed, locked. */
  static Future<List<UUID>> failed(Sql sql, UUID after, int most) {
    return sql.list(FAILED, OpenMailStore::id, after, most);
  }

  /** Makes mails due that the transaction has locked. */
  static Future<Void> retry(Sql sql, List<UUID> mails) {
    return sql.run(RETRY, (Object) mails.toArray(UUID[]::new)).mapEmpty();
  }

  /** Takes mails that the transaction has locked out of the queue for good. */
  static Future<Void> drop(Sql sql, List<UUID> mails) {
    return sql.run(DROP, (Object) mails.toArray(UUID[]::new)).mapEmpty();
  }

  private static UUID id(Row row) {
    return row.getUUID("id");
  }

  private static MailStatus status(Row row) {
    String state = row.getString("state");
    String error = row.getString("last_error");
    return new MailStatus(
        row.getUUID("id"),
        row.getString("template"),
        MaskedAddress.of(row.getString("recipient")),
        state,
        row.getInteger("attempts"),
        state.equals("failed") ? null : row.getOffsetDateTime("next_attempt_at").toInstant(),
        error == null ? null : MaskedAddress.in(error));
  }

  private static Found found(Row row) {
    return new Found(
        row.getUUID("id"),
        row.getString("template"),
        row.getString("state"),
        Optional.ofNullable(row.getOffsetDateTime("sending_until")).map(OffsetDateTime::toInstant),
        row.getBoolean("expired"));
  }
}
