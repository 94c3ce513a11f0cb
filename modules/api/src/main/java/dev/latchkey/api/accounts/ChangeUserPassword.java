package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.id.PersonId;

/**
 * Sets the password of the caller, or that of a managed account of their organisation, which wants
 * the permission {@code users:manage}. Every login of another, and every other one of the caller,
 * ends.
 *
 * <p>{@link Failure#FORBIDDEN} without the permission, {@link Failure#NOT_FOUND} for somebody who
 * is not of the organisation, {@link Failure#EXTERNAL_ACCOUNT}, {@link Failure#OUTRANKED}, {@link
 * Failure#WRONG_PASSWORD} (counts as a guess at the caller's), {@link Failure#PASSWORD_TOO_SHORT},
 * {@link Failure#PASSWORD_TOO_LONG}, {@link Failure#PASSWORD_BLOCKLISTED}, {@link
 * Failure#PASSWORD_UNCHANGED}, {@link Failure#BUSY}.
 *
 * @param currentPassword the caller's own
 */
public record ChangeUserPassword(
    Caller caller, PersonId user, String currentPassword, String newPassword)
    implements IdempotentRequest<Done> {
  @Override
  public String toString() {
    return "ChangeUserPassword[" + user + "]";
  }
}
