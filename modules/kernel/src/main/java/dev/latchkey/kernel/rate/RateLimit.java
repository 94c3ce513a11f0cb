package dev.latchkey.kernel.rate;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * How often a person, or whatever an id stands for, may do something within a period, on all nodes
 * together. A period begins with the first time after the one before has passed. It is counted when
 * it is asked for, whatever becomes of it, so ask outside of the transaction of the act: a refusal
 * would take the count back. Immutable.
 *
 * @param activity what is counted: a name of our own, unique in Latchkey
 * @param most times within a period, at least 1
 * @param period a second at least
 */
public record RateLimit(String activity, int most, Duration period) {

  private static final String TAKE =
      "SELECT kernel.take_turn($1, $2, $3, make_interval(secs => $4)) AS seconds";

  private static final String PURGE =
      """
      DELETE FROM kernel.rate WHERE (subject, activity) IN (
        SELECT subject, activity FROM kernel.rate WHERE ends_at < now() LIMIT 10000)\
      """;

  /** Counts one time more; {@link Failure#TOO_MANY_REQUESTS} with the time until the next. */
  public Future<Void> take(Sql sql, UUID subject) {
    return sql.find(TAKE, row -> row.getLong("seconds"), subject, activity, most, seconds())
        .map(Optional::orElseThrow)
        .compose(
            wait ->
                wait == 0
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        Failure.TOO_MANY_REQUESTS.refusal().retryAfter(Duration.ofSeconds(wait))));
  }

  private double seconds() {
    return period.toSeconds();
  }

  /** Forgets periods that have passed; a bounded batch. */
  public static Future<Void> purge(Sql sql) {
    return sql.run(PURGE).mapEmpty();
  }
}
