package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.WhileEnrolling;
import dev.latchkey.api.bus.WithTemporaryPassword;

/**
 * Proves anew who the caller is and answers new tokens; {@link Failure#INVALID_CREDENTIALS}, {@link
 * Failure#BUSY}.
 */
@WithTemporaryPassword
@WhileEnrolling
public record Reauthenticate(Caller caller, String password) implements CallerRequest<SignedIn> {
  @Override
  public String toString() {
    return "Reauthenticate[" + caller.person() + "]";
  }
}
