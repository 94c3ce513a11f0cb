package dev.latchkey.api.sessions;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;
import dev.latchkey.api.mfa.PasskeyOffer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what a browser needs to sign in by a passkey. {@link Failure#CHALLENGE_INVALID} when the
 * challenge opens no second step (any more); it is neither used up nor tried by this. {@link
 * Failure#NOT_FOUND} when its person has no passkey, which the first step has told already.
 *
 * @param challenge of the first step, for {@link ProveSecondFactor}; null for a sign-in without a
 *     password, {@link SignInByPasskey}
 */
public record BeginPasskeySignIn(@Nullable String challenge)
    implements PublicRequest<PasskeyOffer> {
  @Override
  public String toString() {
    return "BeginPasskeySignIn[]";
  }
}
