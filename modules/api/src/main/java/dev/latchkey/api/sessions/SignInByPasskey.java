package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;
import dev.latchkey.api.id.OrganizationId;
import org.jspecify.annotations.Nullable;

/**
 * Signs a person in by a passkey, without a password. The passkey tells who it is, and its
 * authenticator has verified its user, so that the login is as strong as one by two factors.
 *
 * <p>{@link Failure#INVALID_CREDENTIALS} for every other case alike. Guesses at the password don't
 * matter here, nor does a password that is to be changed.
 *
 * @param passkey JSON text: its answer to an offer without a challenge of a first step ({@link
 *     BeginPasskeySignIn})
 * @param organization where the login acts; null for the person's oldest membership
 * @param deviceName what the person calls the device, at most 100 characters
 */
public record SignInByPasskey(
    String passkey,
    @Nullable OrganizationId organization,
    @Nullable String deviceName,
    Origin origin)
    implements PublicRequest<SignedIn> {
  @Override
  public String toString() {
    return "SignInByPasskey[]";
  }
}
