package dev.latchkey.api.mfa;

import org.jspecify.annotations.Nullable;

/**
 * What somebody shows as their second factor: exactly one of the components.
 *
 * @param totp six digits; spaces and hyphens in between don't matter
 * @param recoveryCode letters and digits; case, spaces and hyphens don't matter
 */
public record SecondFactor(@Nullable String totp, @Nullable String recoveryCode) {
  @Override
  public String toString() {
    return "SecondFactor[]";
  }
}
