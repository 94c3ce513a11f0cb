package dev.latchkey.kernel.guess;

import dev.latchkey.kernel.config.Settings;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/**
 * How often somebody may be wrong in a row (NIST SP 800-63B-4 §3.2.2: at most 100, then the
 * authenticator is off until it is bound anew). They sit in the kernel because every module that
 * owns a secret counts in the very statement that reads it, so that parallel guesses cannot slip
 * past and a check costs no round trip of its own. Immutable.
 *
 * @param free wrong guesses without a wait, 1 to 50, default 20: enough for a person's parallel
 *     devices
 * @param most wrong guesses in a row after which no further one is looked at, default 100
 * @param firstWait after the free ones; each further one doubles it, default 30 s
 * @param longestWait default 1 h
 */
public record GuessLimits(int free, int most, Duration firstWait, Duration longestWait) {

  private static final String CLEAR =
      "DELETE FROM kernel.guess WHERE subject = $1 AND authenticator = ANY ($2)";

  /** Counters that no longer matter; those at the limit stay, as their authenticator is off. */
  private static final String PURGE =
      """
      DELETE FROM kernel.guess WHERE (subject, authenticator) IN (
        SELECT subject, authenticator FROM kernel.guess
         WHERE last_attempt_at < now() - interval '1 day' AND failures < $1 LIMIT 1000)\
      """;

  /** Reads the settings below {@code guesses}. */
  public static GuessLimits from(Settings settings) {
    return new GuessLimits(
        settings.integer("guesses.free", 1, 50),
        settings.integer("guesses.limit", 1, 100),
        settings.duration("guesses.first-delay", Duration.ofSeconds(1), Duration.ofHours(1)),
        settings.duration("guesses.max-delay", Duration.ofSeconds(1), Duration.ofDays(1)));
  }

  /**
   * The SQL expression that reserves a guess and says whether it may be looked at.
   *
   * @param subject the SQL expression of whose authenticator it is
   * @param authenticator a name of our own, such as {@code password}
   */
  public String reserve(String subject, String authenticator) {
    return reserveUnder(subject, "'" + authenticator + "'");
  }

  /**
   * As {@link #reserve}, for what is counted under one name or another.
   *
   * @param authenticator the SQL expression of the name
   */
  public String reserveUnder(String subject, String authenticator) {
    return String.format(
        Locale.ROOT,
        "kernel.reserve_guess(%s, %s, %d, %d, make_interval(secs => %d), make_interval(secs =>"
            + " %d))",
        subject,
        authenticator,
        free,
        most,
        firstWait.toSeconds(),
        longestWait.toSeconds());
  }

  /**
   * The SQL expression that says whether no guess would be looked at now; false without a row.
   *
   * @param guess the alias of the row of {@code kernel.guess}
   */
  public String shut(String guess) {
    return String.format(
        Locale.ROOT,
        "coalesce(%1$s.failures >= %2$d OR %1$s.blocked_until > now(), false)",
        guess,
        most);
  }

  /** Forgets the wrong guesses: after a right one, and when the authenticator is bound anew. */
  public static Future<Void> clear(Sql sql, UUID subject, String... authenticators) {
    return sql.run(CLEAR, subject, authenticators).mapEmpty();
  }

  /** Forgets counters that nobody has touched for a day; a bounded batch. */
  public Future<Void> purge(Sql sql) {
    return sql.run(PURGE, most).mapEmpty();
  }
}
