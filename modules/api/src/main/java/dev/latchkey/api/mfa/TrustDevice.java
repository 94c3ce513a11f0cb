package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * Lets a device skip the second factor from now on, for 30 days at most. Asked only once both
 * factors were proven on it. {@link Failure#TRUSTED_DEVICE_UNKNOWN} when the factors have changed
 * since; whoever signs in then goes on without.
 *
 * @param organization where it goes on record; null for a person without one
 * @param generation of the factors that were proven
 * @param name what the person calls it; null to tell it by its user agent
 */
public record TrustDevice(
    PersonId person,
    @Nullable OrganizationId organization,
    int loginGeneration,
    int generation,
    @Nullable String name,
    Origin origin)
    implements InternalRequest<TrustedDeviceToken> {}
