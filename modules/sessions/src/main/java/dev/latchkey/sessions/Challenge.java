package dev.latchkey.sessions;

import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in whose first step was right.
 *
 * @param generation of the person's logins then
 * @param admission their stay in the organisation then; null without one
 */
record Challenge(
    PersonId person,
    @Nullable OrganizationId organization,
    int generation,
    @Nullable UUID admission,
    @Nullable String device) {

  /** How long the second step may take (OWASP ASVS 5.0 section 6.6: at most ten minutes). */
  static final Duration LIFETIME = Duration.ofMinutes(5);

  /** How often it may be tried; what is counted for the person goes on over all challenges. */
  static final int MOST_TRIES = 5;

  static Challenge of(Authority authority, @Nullable String device) {
    return new Challenge(
        authority.person(),
        authority.organization(),
        authority.loginGeneration(),
        authority.admission(),
        device);
  }

  /** Whether what the first step found is still so. */
  boolean countsUnder(Authority authority) {
    return generation == authority.loginGeneration()
        && Objects.equals(admission, authority.admission());
  }
}
