package dev.latchkey.api.mfa;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;

/**
 * Whose trusted device has this token? Asked before the password is looked at, and uses nothing up.
 *
 * <p>{@link Failure#TRUSTED_DEVICE_UNKNOWN} when it is forged, used, revoked, expired, or from
 * before a change of the factors.
 */
public record RecognizeTrustedDevice(String token) implements InternalRequest<RecognizedDevice> {
  @Override
  public String toString() {
    return "RecognizeTrustedDevice[]";
  }
}
