package dev.latchkey.api.accounts;

import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.PersonId;

/**
 * Would this be taken as the person's new password? Nothing is set. {@link
 * Failure#PASSWORD_TOO_SHORT}, {@link Failure#PASSWORD_TOO_LONG}, {@link
 * Failure#PASSWORD_BLOCKLISTED}.
 */
public record CheckNewPassword(PersonId person, String newPassword)
    implements InternalRequest<Done> {
  @Override
  public String toString() {
    return "CheckNewPassword[" + person + "]";
  }
}
