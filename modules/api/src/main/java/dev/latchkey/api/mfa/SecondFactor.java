package dev.latchkey.api.mfa;

import org.jspecify.annotations.Nullable;

/**
 * What somebody shows as their second factor: exactly one of the components.
 *
 * @param totp six digits; spaces and hyphens in between don't matter
 * @param recoveryCode letters and digits; case, spaces and hyphens don't matter
 * @param passkey JSON text: a passkey's answer to an offer that was made for this person, as {@link
 *     VerifyPasskey} takes it
 */
public record SecondFactor(
    @Nullable String totp, @Nullable String recoveryCode, @Nullable String passkey) {

  /** A code, and no passkey. */
  public SecondFactor(@Nullable String totp, @Nullable String recoveryCode) {
    this(totp, recoveryCode, null);
  }

  @Override
  public String toString() {
    return "SecondFactor[]";
  }
}
