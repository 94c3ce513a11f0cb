package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.WhileEnrolling;

/**
 * Adds a passkey that was made for an offer to the caller. {@link Failure#PASSKEY_REFUSED} when it
 * was not made for it, or not in time, by a page elsewhere or framed by one, with a key that was
 * not asked for or is weak, or the offer was used; {@link Failure#PASSKEY_KNOWN} when somebody has
 * it already; {@link Failure#TOO_MANY_PASSKEYS} from the 21st on; {@link Failure#INVALID_REQUEST}
 * without a name.
 *
 * @param name what the person calls it; what is beyond 100 characters is cut off
 * @param credential JSON text as the browser answers it: {@code RegistrationResponseJSON} (Web
 *     Authentication Level 3, 5.1), at most 16,384 characters
 */
@Fresh
@WhileEnrolling
public record AddPasskey(Caller caller, String name, String credential)
    implements CallerRequest<PasskeyAdded> {
  @Override
  public String toString() {
    return "AddPasskey[" + caller.person() + "]";
  }
}
