package dev.latchkey.kernel.once;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.sql.Statement;
import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Carries a change out at most once per caller and idempotency key. The answer is kept for 24 hours
 * in the transaction of the change itself, so that a repetition gets it on any node and after any
 * crash; what was refused has changed nothing and is not kept. While a change is being carried out,
 * its repetition is refused at once: nothing waits for it with a connection in hand. Thread-safe.
 *
 * <p>Besides its own failures an act has {@link Failure#INVALID_REQUEST} for a key that is none,
 * {@link Failure#IDEMPOTENCY_KEY_REUSED} and {@link Failure#IDEMPOTENCY_IN_PROGRESS}.
 */
public final class Once {

  private final Database database;
  private final Keyset keyset;

  /**
   * Keeps the answers in that database.
   *
   * @param keyset what the fingerprints of requests are derived under
   */
  public Once(Database database, Keyset keyset) {
    this.database = database;
    this.keyset = keyset;
  }

  /**
   * Runs the work in one transaction that also keeps its answer, or answers as the first time. It
   * costs what {@link Database#transaction} costs, and one round trip more with a key.
   *
   * @param type the answer's
   * @param work changes and answers; must be all that the act changes
   */
  public <R extends Record> Future<R> transaction(
      IdempotentRequest<R> request, Class<R> type, Function<Sql, Future<R>> work) {
    if (request.caller().idempotencyKey() == null) {
      return database.transaction(work);
    }
    return attempt(request)
        .compose(
            attempt ->
                database.transaction(
                    AnswerStore.claim(attempt),
                    (sql, known) ->
                        AnswerStore.answer(attempt, known, type)
                            .map(Future::succeededFuture)
                            .orElseGet(() -> carryOut(sql, attempt, work))));
  }

  /**
   * As {@link #transaction(IdempotentRequest, Class, Function)}, after a first statement that takes
   * a lock. Without a key it is sent together with the beginning, and costs no round trip.
   */
  public <R extends Record> Future<R> transaction(
      IdempotentRequest<R> request, Class<R> type, Statement first, Function<Sql, Future<R>> work) {
    return request.caller().idempotencyKey() == null
        ? database.transaction(first, (sql, done) -> work.apply(sql))
        : transaction(
            request,
            type,
            sql ->
                sql.run(first.text(), first.values().toArray()).compose(done -> work.apply(sql)));
  }

  private static <R extends Record> Future<R> carryOut(
      Sql sql, Attempt attempt, Function<Sql, Future<R>> work) {
    return work.apply(sql).compose(answer -> AnswerStore.keep(sql, attempt, answer).map(answer));
  }

  /**
   * Runs an act whose rules look at more than its transaction, such as a password that must not be
   * guessed again, unless it was carried out before: one round trip more. A refusal may come from a
   * change that another request with this key has made meanwhile; then its answer counts.
   *
   * @param act with one {@link #transaction} for the same request
   */
  public <R extends Record> Future<R> unlessDone(
      IdempotentRequest<R> request, Class<R> type, Supplier<Future<R>> act) {
    if (request.caller().idempotencyKey() == null) {
      return act.get();
    }
    return attempt(request)
        .compose(
            attempt ->
                orElse(
                    attempt,
                    type,
                    () -> act.get().recover(cause -> unlessOvertaken(attempt, type, cause))));
  }

  private <R extends Record> Future<R> unlessOvertaken(
      Attempt attempt, Class<R> type, Throwable cause) {
    return isOfRules(cause)
        ? orElse(attempt, type, () -> Future.failedFuture(cause))
        : Future.failedFuture(cause);
  }

  /** Who can't be served now need not be looked up: that would only wait once more. */
  private static boolean isOfRules(Throwable cause) {
    return cause instanceof Refusal refusal && refusal.failure().kind() != Failure.Kind.UNAVAILABLE;
  }

  private <R extends Record> Future<R> orElse(
      Attempt attempt, Class<R> type, Supplier<Future<R>> otherwise) {
    return AnswerStore.find(database, attempt)
        .map(known -> AnswerStore.answer(attempt, known, type))
        .compose(answer -> answer.map(Future::succeededFuture).orElseGet(otherwise));
  }

  private Future<Attempt> attempt(IdempotentRequest<?> request) {
    return Future.succeededFuture(request).map(asked -> Attempt.of(asked, keyset));
  }
}
