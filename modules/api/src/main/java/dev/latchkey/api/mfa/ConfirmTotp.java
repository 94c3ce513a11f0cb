package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.WhileEnrolling;

/**
 * Confirms that the app has the secret: from now on it is asked for at every sign-in. The code that
 * confirms can't be used again. {@link Failure#SECOND_FACTOR_INVALID}, {@link
 * Failure#TOTP_NOT_BEGUN} when there is nothing to confirm (any more).
 *
 * @param withRecoveryCodes whether ten new recovery codes take the place of those of before;
 *     otherwise these stay as they are, if there are any, and none are answered: codes that are
 *     shown to nobody are none. {@link ReplaceRecoveryCodes} makes them later
 */
@Fresh
@WhileEnrolling
public record ConfirmTotp(Caller caller, String code, boolean withRecoveryCodes)
    implements CallerRequest<RecoveryCodes> {

  /** With new recovery codes. */
  public ConfirmTotp(Caller caller, String code) {
    this(caller, code, true);
  }

  @Override
  public String toString() {
    return "ConfirmTotp[" + caller.person() + "]";
  }
}
