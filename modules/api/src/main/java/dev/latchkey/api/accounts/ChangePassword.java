package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.WhileEnrolling;
import dev.latchkey.api.bus.WithTemporaryPassword;

/**
 * Changes the caller's password.
 *
 * <p>{@link Failure#WRONG_PASSWORD} (counts as a guess), {@link Failure#PASSWORD_TOO_SHORT}, {@link
 * Failure#PASSWORD_TOO_LONG}, {@link Failure#PASSWORD_BLOCKLISTED}, {@link
 * Failure#PASSWORD_UNCHANGED}, {@link Failure#TOO_MANY_REQUESTS} after 5 in a minute, {@link
 * Failure#BUSY}.
 */
@WithTemporaryPassword
@WhileEnrolling
public record ChangePassword(
    Caller caller, String currentPassword, String newPassword, boolean endOtherLogins)
    implements IdempotentRequest<Done> {
  @Override
  public String toString() {
    return "ChangePassword[" + caller.person() + "]";
  }
}
