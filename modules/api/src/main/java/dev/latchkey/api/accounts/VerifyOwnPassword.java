package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;

/**
 * Is this the caller's password? Counts as a guess. {@link Failure#INVALID_CREDENTIALS}, {@link
 * Failure#BUSY}.
 */
public record VerifyOwnPassword(Caller caller, String password) implements InternalRequest<Done> {
  @Override
  public String toString() {
    return "VerifyOwnPassword[" + caller.person() + "]";
  }
}
