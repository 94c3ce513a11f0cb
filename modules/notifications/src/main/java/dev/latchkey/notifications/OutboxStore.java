package dev.latchkey.notifications;

import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code notifications.mail}, but for what operators ask. Stateless. */
final class OutboxStore {

  /** How many settled mails one statement forgets (chosen, not measured). */
  static final int PURGED_AT_ONCE = 1000;

  /** One reader of the events at a time queues mails, so the count can't be raced past. */
  private static final String QUEUE =
      """
      INSERT INTO notifications.mail (id, event_id, template, recipient, locale, model,
                                      link_id, link_purpose, limited, expires_at)
      SELECT m.id, $2, m.template, m.recipient, m.locale, m.model,
             m.link_id, m.link_purpose, m.limited, m.expires_at
        FROM jsonb_to_recordset($1::jsonb) AS m (
               id uuid, template text, recipient text, locale text, model jsonb,
               link_id uuid, link_purpose text, limited boolean, expires_at timestamptz)
       WHERE NOT m.limited OR $3 > (
               SELECT count(*) FROM notifications.mail AS earlier
                WHERE earlier.limited AND lower(earlier.recipient) = lower(m.recipient)
                  AND earlier.queued_at > now() - interval '1 hour')
      ON CONFLICT (event_id, template, recipient) DO NOTHING\
      """;

  private static final String LEASE =
      """
      WITH due AS MATERIALIZED (
        SELECT id FROM notifications.mail
         WHERE state = 'queued' AND next_attempt_at <= now()
         ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED)
      UPDATE notifications.mail AS m
         SET attempts = m.attempts + 1,
             next_attempt_at = now() + make_interval(secs => $2),
             leased_until = now() + make_interval(secs => $2)
        FROM due WHERE m.id = due.id
      RETURNING m.id, m.template, m.recipient, m.locale, m.model, m.link_id, m.link_purpose,
                m.attempts, m.queued_at, coalesce(m.expires_at <= now(), false) AS expired\
      """;

  /** A failed mail can be sent after all. Of a farewell nothing stays that tells whose it was. */
  private static final String SETTLE =
      """
      UPDATE notifications.mail
         SET state = $3, settled_at = now(), leased_until = NULL,
             model = CASE WHEN $3 = 'failed' AND template <> 'account-closed' THEN model ELSE '{}' END,
             last_error = CASE WHEN template = 'account-closed' THEN NULL ELSE $4 END,
             recipient = CASE WHEN template = 'account-closed' THEN id::text ELSE recipient END
       WHERE id = $1 AND attempts = $2 AND state = 'queued'\
      """;

  /** Spread over a quarter, so that mails that failed together don't come back together. */
  private static final String RETRY =
      """
      UPDATE notifications.mail
         SET last_error = $3, leased_until = NULL,
             next_attempt_at = now() + make_interval(secs => $4 * (0.75 + 0.25 * random()))
       WHERE id = $1 AND attempts = $2 AND state = 'queued'
         AND queued_at > now() - make_interval(secs => $5)\
      """;

  private static final String PURGE =
      """
      DELETE FROM notifications.mail WHERE id IN (
        SELECT id FROM notifications.mail
         WHERE state <> 'queued' AND settled_at < now() - interval '30 days' LIMIT $1)\
      """;

  private static final String WITHDRAW =
      """
      UPDATE notifications.mail SET state = 'expired', settled_at = now(), model = '{}'
       WHERE link_id = $1 AND state IN ('queued', 'failed')\
      """;

  private static final String FORGET =
      """
      DELETE FROM notifications.mail WHERE event_id IN (
        SELECT id FROM kernel.event WHERE subject_kind = 'person' AND subject_id = $1
        UNION ALL
        SELECT id FROM kernel.event WHERE actor_kind = 'person' AND actor_id = $1)\
      """;

  private static final String FORGET_FAREWELL =
      "UPDATE kernel.event SET personal = NULL WHERE id = $1 AND personal IS NOT NULL";

  private static final String WAITING =
      """
      SELECT count(*) AS queued,
             coalesce(extract(epoch FROM now() - min(queued_at)), 0)::float8 AS oldest_seconds
        FROM notifications.mail WHERE state = 'queued'\
      """;

  /** How a mail leaves the queue. */
  enum End {
    SENT,
    FAILED,
    EXPIRED
  }

  /** What waits in the queue, and how long the oldest of it has. */
  record Waiting(long queued, Duration oldestAge) {}

  private OutboxStore() {}

  /**
   * Queues the mails of an event, those left out that it has queued before and those over the limit
   * of their address; answers how many it queued.
   */
  static Future<Integer> queue(Sql sql, UUID event, List<NewMail> mails, int perAddressAndHour) {
    var rows = new JsonArray(mails.stream().map(mail -> mail.toRow(Ids.next())).toList());
    return sql.run(QUEUE, rows, event, (long) perAddressAndHour).map(queued -> queued.rowCount());
  }

  /** Takes mails that are due; nobody else gets them before the lease ends. */
  static Future<List<LeasedMail>> lease(Sql sql, int most, Duration lease) {
    return sql.list(LEASE, OutboxStore::leased, most, seconds(lease));
  }

  /** Notes how a mail ended; answers false when the lease has passed to another. */
  static Future<Boolean> settle(Sql sql, LeasedMail mail, End end, @Nullable String error) {
    var state = end.name().toLowerCase(Locale.ROOT);
    return sql.any(SETTLE, mail.id(), mail.attempt(), state, error);
  }

  /**
   * Puts a mail back, for about that long; answers false when it is too old for that, or the lease
   * has passed to another.
   */
  static Future<Boolean> retry(
      Sql sql, LeasedMail mail, String error, Duration delay, Duration giveUpAfter) {
    return sql.any(RETRY, mail.id(), mail.attempt(), error, seconds(delay), seconds(giveUpAfter));
  }

  /** Forgets mails that left the queue 30 days ago; answers how many. */
  static Future<Integer> purge(Sql sql) {
    return sql.run(PURGE, PURGED_AT_ONCE).map(gone -> gone.rowCount());
  }

  /**
   * Sends no mail of a link that is dead, nor lets one be retried; one that is just being sent
   * can't be called back.
   */
  static Future<Void> withdraw(Sql sql, UUID link) {
    return sql.run(WITHDRAW, link).mapEmpty();
  }

  /** Forgets every mail about somebody who is gone, sent or not. */
  static Future<Void> forget(Sql sql, UUID person) {
    return sql.run(FORGET, person).mapEmpty();
  }

  /** Takes the addresses from a farewell's event, once its mails are queued. */
  static Future<Void> forgetFarewell(Sql sql, UUID event) {
    return sql.run(FORGET_FAREWELL, event).mapEmpty();
  }

  static Future<Waiting> waiting(Sql sql) {
    return sql.find(WAITING, OutboxStore::waiting).map(Optional::orElseThrow);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static LeasedMail leased(Row row) {
    return new LeasedMail(
        row.getUUID("id"),
        row.getString("template"),
        row.getString("recipient"),
        row.getString("locale"),
        row.getJsonObject("model"),
        row.getUUID("link_id"),
        row.getString("link_purpose"),
        row.getInteger("attempts"),
        row.getOffsetDateTime("queued_at").toInstant(),
        row.getBoolean("expired"));
  }

  private static Waiting waiting(Row row) {
    var age = Duration.ofMillis((long) (row.getDouble("oldest_seconds") * 1000));
    return new Waiting(row.getLong("queued"), age);
  }
}
