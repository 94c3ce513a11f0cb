package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * May this device skip the second factor? Its token is replaced with each use, so that a copy is
 * good for at most one sign-in and is noticed.
 *
 * <p>{@link Failure#TRUSTED_DEVICE_UNKNOWN} for every other case alike: forged, used, revoked,
 * expired, of another person, or from before a change of the password or the factors.
 *
 * @param loginGeneration of the person's logins, which every change of the password begins anew
 * @param trustedAfter a device that was trusted before is trusted no more; null for never
 */
public record UseTrustedDevice(
    PersonId person,
    int loginGeneration,
    @Nullable Instant trustedAfter,
    String token,
    Origin origin)
    implements InternalRequest<TrustedDeviceToken> {
  @Override
  public String toString() {
    return "UseTrustedDevice[" + person + "]";
  }
}
