package dev.latchkey.sessions;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A login that one statement found neither ended nor expired. Whether its person may still act is
 * another question: {@link #countsUnder}.
 *
 * @param generation the person's login generation when the login was opened
 * @param admission the person's stay in the organisation that it was opened in; null without one
 * @param impersonator who acts as the person through it; null for the person
 * @param trustedDevice whether the device stands for the second factor
 * @param passkey whether a passkey opened it, without a password
 * @param family of its tokens; those of an earlier one are dead
 * @param readAt the database's time of that statement, which every rule about time counts from
 */
record LiveLogin(
    LoginId id,
    PersonId person,
    @Nullable OrganizationId organization,
    int generation,
    @Nullable UUID admission,
    @Nullable Impersonator impersonator,
    Assurance assurance,
    boolean trustedDevice,
    boolean passkey,
    int family,
    Instant authenticatedAt,
    Instant expiresAt,
    Instant readAt) {

  /** Whether the person proved who they are less than that long ago. */
  boolean isFresh(Duration freshFor) {
    return authenticatedAt.plus(freshFor).isAfter(readAt);
  }

  /** Whether a second factor has to be proven, or set up, before anything else is allowed. */
  boolean owesSecondFactorUnder(Authority authority) {
    return authority.secondFactorRequired() && assurance == Assurance.ONE_FACTOR && !trustedDevice;
  }

  /**
   * Whether the password has to be changed before anything else is allowed: a temporary one, at its
   * first use. A login that was opened without a password is no use of it.
   */
  boolean owesPasswordUnder(Authority authority) {
    return authority.mustChangePassword() && !passkey;
  }

  /** Whether the login still counts under what its person may do now. */
  boolean countsUnder(Authority authority) {
    return authority.keeps(id, generation) && Objects.equals(admission, authority.admission());
  }
}
