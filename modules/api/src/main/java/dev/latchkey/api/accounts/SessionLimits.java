package dev.latchkey.api.accounts;

import org.jspecify.annotations.Nullable;

/**
 * How long and how often people may be signed in to an organisation. What the installation allows
 * is the most: of the two limits the tighter one counts. Null is the installation's. Limits bind
 * the logins that are opened, or go on, in the organisation from then on; those that are open keep
 * theirs.
 *
 * @param lifetimeSeconds how long a login lasts at most, {@value #LEAST_SECONDS} to {@value
 *     #MOST_SECONDS}
 * @param idleSeconds how long a login lasts without being used, {@value #LEAST_SECONDS} to {@value
 *     #MOST_SECONDS}
 * @param parallelLogins how many logins a person may have at once, 1 to {@value #MOST_LOGINS}; one
 *     more ends the one that was not used for longest
 */
public record SessionLimits(
    @Nullable Integer lifetimeSeconds,
    @Nullable Integer idleSeconds,
    @Nullable Integer parallelLogins) {

  /** A minute: a shorter login is none. */
  public static final int LEAST_SECONDS = 60;

  /** 30 days (NIST SP 800-63B-4 section 2.1.3, AAL1). */
  public static final int MOST_SECONDS = 2_592_000;

  /** Chosen, not measured. */
  public static final int MOST_LOGINS = 100;

  /** The installation's limits and no others. */
  public static final SessionLimits NONE = new SessionLimits(null, null, null);
}
