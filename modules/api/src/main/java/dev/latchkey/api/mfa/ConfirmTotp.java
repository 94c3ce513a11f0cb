package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.WhileEnrolling;

/**
 * Confirms that the app has the secret: from now on it is asked for at every sign-in. The code that
 * confirms can't be used again. Recovery codes of before are replaced. {@link
 * Failure#SECOND_FACTOR_INVALID}, {@link Failure#TOTP_NOT_BEGUN} when there is nothing to confirm
 * (any more).
 */
@Fresh
@WhileEnrolling
public record ConfirmTotp(Caller caller, String code) implements CallerRequest<RecoveryCodes> {
  @Override
  public String toString() {
    return "ConfirmTotp[" + caller.person() + "]";
  }
}
