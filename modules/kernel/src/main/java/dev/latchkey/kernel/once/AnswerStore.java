package dev.latchkey.kernel.once;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.RecordJson;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.sql.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** All SQL of kept answers. Stateless. */
public final class AnswerStore {

  /** For how long a repetition gets the answer of the first time. */
  private static final Duration KEPT = Duration.ofHours(24);

  private static final double KEPT_SECONDS = KEPT.toSeconds();

  /** How many rows one statement removes (chosen, not measured). */
  private static final int PURGED_AT_ONCE = 1000;

  private static final Duration SHORTLY = Duration.ofSeconds(1);

  private static final String CLAIM =
      """
      SELECT in_progress, fingerprint, answer
        FROM kernel.claim_idempotency_key($1, $2, make_interval(secs => $3))\
      """;

  /** A row that has expired, but was not purged yet, gives way. */
  private static final String KEEP =
      """
      INSERT INTO kernel.idempotency_key AS known (caller_id, key, fingerprint, answer)
      VALUES ($1, $2, $3, $4)
      ON CONFLICT (caller_id, key) DO UPDATE
         SET fingerprint = excluded.fingerprint, answer = excluded.answer, created_at = now()
       WHERE known.created_at <= now() - make_interval(secs => $5)\
      """;

  private static final String FORGET = "DELETE FROM kernel.idempotency_key WHERE caller_id = $1";

  private static final String FORGET_ABOUT =
      "DELETE FROM kernel.idempotency_key WHERE strpos(answer::text, $1::uuid::text) > 0";

  private static final String PURGE =
      """
      DELETE FROM kernel.idempotency_key WHERE (caller_id, key) IN (
        SELECT caller_id, key FROM kernel.idempotency_key
         WHERE created_at <= now() - make_interval(secs => $1)
         LIMIT $2 FOR UPDATE SKIP LOCKED)\
      """;

  private AnswerStore() {}

  /** Holds the key until the transaction's end, unless there is an answer. */
  static Statement claim(Attempt attempt) {
    return Statement.of(CLAIM, attempt.caller(), attempt.key(), KEPT_SECONDS);
  }

  /** What {@link #claim} answers, without holding the key. */
  static Future<RowSet<Row>> find(Sql sql, Attempt attempt) {
    return sql.run(CLAIM, attempt.caller(), attempt.key(), KEPT_SECONDS);
  }

  /**
   * The answer of the first time; empty when this is the first.
   *
   * @param claimed the row of {@link #claim}
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#IDEMPOTENCY_KEY_REUSED}, {@link
   *     Failure#IDEMPOTENCY_IN_PROGRESS}
   */
  static <R extends Record> Optional<R> answer(
      Attempt attempt, RowSet<Row> claimed, Class<R> type) {
    Row row = claimed.iterator().next();
    Buffer fingerprint = row.getBuffer("fingerprint");
    if (fingerprint == null) {
      requireFree(row);
      return Optional.empty();
    }
    if (!attempt.repeats(fingerprint.getBytes())) {
      throw Failure.IDEMPOTENCY_KEY_REUSED.refusal();
    }
    return Optional.of(RecordJson.decode(row.getJsonObject("answer"), type));
  }

  private static void requireFree(Row row) {
    if (row.getBoolean("in_progress")) {
      throw inProgress();
    }
  }

  /** Keeps an answer in the transaction of its change. */
  static Future<Void> keep(Sql sql, Attempt attempt, Record answer) {
    JsonObject json = RecordJson.toJson(answer);
    Buffer fingerprint = Buffer.buffer(attempt.fingerprint());
    return sql.any(KEEP, attempt.caller(), attempt.key(), fingerprint, json, KEPT_SECONDS)
        .compose(kept -> kept ? Future.succeededFuture() : Future.failedFuture(inProgress()));
  }

  private static RuntimeException inProgress() {
    return Failure.IDEMPOTENCY_IN_PROGRESS.refusal().retryAfter(SHORTLY);
  }

  /** Forgets every answer to a caller who is gone, as answers tell of them. */
  public static Future<Void> forget(Sql sql, UUID caller) {
    return sql.run(FORGET, caller).mapEmpty();
  }

  /** Forgets every answer, to whomever, that names somebody who is gone; reads the whole table. */
  public static Future<Void> forgetAbout(Sql sql, UUID person) {
    return sql.run(FORGET_ABOUT, person).mapEmpty();
  }

  /** Removes the answers that are older than 24 hours, a bounded batch at a time. */
  public static Future<Void> purge(Sql sql) {
    return sql.run(PURGE, KEPT_SECONDS, PURGED_AT_ONCE)
        .compose(gone -> gone.rowCount() == PURGED_AT_ONCE ? purge(sql) : Future.succeededFuture());
  }
}
