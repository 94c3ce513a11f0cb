package dev.latchkey.sessions;

import dev.latchkey.kernel.config.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings below {@code sessions}.
 *
 * @param lifetime how long a login lasts at most, 1 min to 30 d (NIST SP 800-63B-4 section 2.1.3,
 *     AAL1), default 30 d
 * @param idleTimeout how long a login lasts without being used, 1 min to 30 d, default 7 d (chosen,
 *     not measured)
 * @param accessTokenLifetime how long an access token lasts, 30 s to 1 h, default 10 min (chosen,
 *     not measured)
 * @param refreshGrace how long a refresh token that was just replaced still answers with its
 *     successor, 0 s to 1 min, default 10 s (chosen, not measured)
 * @param issuer the {@code iss} claim; empty (the default) means the public URL of the service
 * @param signingKeyLifetime how long a key signs before the next one takes over, 1 d to 365 d,
 *     default 30 d (chosen, not measured)
 * @param freshFor how recent a proof of who one is must be for sensitive operations, 1 min to 1 h,
 *     default 5 min (chosen, not measured)
 */
public record SessionsConfig(
    Duration lifetime,
    Duration idleTimeout,
    Duration accessTokenLifetime,
    Duration refreshGrace,
    Optional<String> issuer,
    Duration signingKeyLifetime,
    Duration freshFor) {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final int TOUCHES_PER_IDLE_TIMEOUT = 10;

  /**
   * Reads the settings.
   *
   * @throws dev.latchkey.kernel.config.BadSetting when one is out of bounds
   */
  public static SessionsConfig from(Settings settings) {
    return new SessionsConfig(
        settings.duration("sessions.lifetime", MINUTE, MONTH),
        settings.duration("sessions.idle-timeout", MINUTE, MONTH),
        settings.duration("sessions.access-token-lifetime", Duration.ofSeconds(30), HOUR),
        settings.duration("sessions.refresh-grace", Duration.ZERO, MINUTE),
        settings.optionalText("sessions.issuer"),
        settings.duration(
            "sessions.signing-key-lifetime", Duration.ofDays(1), Duration.ofDays(365)),
        settings.duration("sessions.fresh-for", MINUTE, HOUR));
  }

  /**
   * How old the time of last use may grow before a use is written down: a minute, or less where the
   * idle timeout is short, so that a login in use never looks idle.
   */
  Duration touchAfter() {
    Duration share = idleTimeout.dividedBy(TOUCHES_PER_IDLE_TIMEOUT);
    return share.compareTo(MINUTE) < 0 ? share : MINUTE;
  }
}
