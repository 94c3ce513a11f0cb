package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;
import dev.latchkey.api.mfa.SecondFactor;

/**
 * The second step of a sign-in.
 *
 * <p>{@link Failure#SECOND_FACTOR_INVALID} for a wrong or used code, {@link
 * Failure#CHALLENGE_INVALID} when the first step has to be done again: it was too long ago, tried
 * too often, used, or the password or the membership has changed since.
 *
 * @param trustDevice whether this device may skip the second step from now on, where the
 *     organisation allows that
 */
public record ProveSecondFactor(
    String challenge, SecondFactor proof, boolean trustDevice, Origin origin)
    implements PublicRequest<SignedIn> {
  @Override
  public String toString() {
    return "ProveSecondFactor[]";
  }
}
