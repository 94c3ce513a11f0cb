package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;
import dev.latchkey.api.id.OrganizationId;
import org.jspecify.annotations.Nullable;

/**
 * Signs a person in by address or handle and password.
 *
 * <p>{@link Failure#INVALID_CREDENTIALS} for every other case alike; {@link Failure#BUSY}.
 *
 * @param identifier a proven address, or a handle
 * @param organization where the login acts; null for the person's oldest membership
 * @param trustedDeviceToken what a trusted device keeps, which may skip the second factor with it
 * @param deviceName what the person calls the device, at most 100 characters
 */
public record SignIn(
    String identifier,
    String password,
    @Nullable OrganizationId organization,
    @Nullable String trustedDeviceToken,
    @Nullable String deviceName,
    Origin origin)
    implements PublicRequest<SignInOutcome> {

  /** From a device that is not trusted. */
  public SignIn(
      String identifier,
      String password,
      @Nullable OrganizationId organization,
      @Nullable String deviceName,
      Origin origin) {
    this(identifier, password, organization, null, deviceName, origin);
  }

  @Override
  public String toString() {
    return "SignIn[]";
  }
}
