package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.WhileEnrolling;
import dev.latchkey.api.bus.WithTemporaryPassword;
import dev.latchkey.api.mfa.SecondFactor;
import org.jspecify.annotations.Nullable;

/**
 * Proves anew who the caller is, at their account's own strength, and answers new tokens; {@link
 * Failure#INVALID_CREDENTIALS}, {@link Failure#SECOND_FACTOR_INVALID} also when one is left out by
 * somebody who has one, {@link Failure#BUSY}.
 *
 * @param password null for a passkey alone, whose authenticator must have verified its user: then
 *     it stands for both; otherwise {@link Failure#INVALID_CREDENTIALS}
 * @param secondFactor null for somebody without one; of a passkey the answer to a {@link
 *     BeginReauthentication}
 */
@WithTemporaryPassword
@WhileEnrolling
public record Reauthenticate(
    Caller caller, @Nullable String password, @Nullable SecondFactor secondFactor)
    implements CallerRequest<SignedIn> {

  /** By somebody without a second factor. */
  public Reauthenticate(Caller caller, String password) {
    this(caller, password, null);
  }

  @Override
  public String toString() {
    return "Reauthenticate[" + caller.person() + "]";
  }
}
