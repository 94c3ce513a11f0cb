package dev.latchkey.accounts.organization;

import static dev.latchkey.api.accounts.SessionLimits.LEAST_SECONDS;
import static dev.latchkey.api.accounts.SessionLimits.MOST_LOGINS;
import static dev.latchkey.api.accounts.SessionLimits.MOST_SECONDS;

import dev.latchkey.api.accounts.SessionLimits;
import dev.latchkey.api.bus.Failure;
import org.jspecify.annotations.Nullable;

/** Which limits of logins an organisation may have. */
final class SessionLimitRules {

  private SessionLimitRules() {}

  /**
   * Passes limits that are within their bounds.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#INVALID_REQUEST}
   */
  static void check(SessionLimits limits) {
    check("lifetimeSeconds", limits.lifetimeSeconds(), LEAST_SECONDS, MOST_SECONDS);
    check("idleSeconds", limits.idleSeconds(), LEAST_SECONDS, MOST_SECONDS);
    check("parallelLogins", limits.parallelLogins(), 1, MOST_LOGINS);
  }

  private static void check(String name, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      throw Failure.INVALID_REQUEST.refusal("%s is %d to %d.".formatted(name, least, most));
    }
  }
}
