package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import org.jspecify.annotations.Nullable;

/**
 * Changes the organisation that the caller acts in.
 *
 * <p>{@link Failure#VERSION_CONFLICT}; {@link Failure#INVALID_REQUEST} for a name that is none or a
 * limit that is out of bounds.
 *
 * @param name 1 to 200 characters; null to keep it
 * @param settings null to keep them all
 * @param expectedVersion the version that the caller has read; null to change whatever is there
 */
@Requires(Permission.ORG_MANAGE)
public record UpdateOrganization(
    Caller caller,
    @Nullable String name,
    @Nullable OrganizationSettingsChange settings,
    @Nullable Integer expectedVersion)
    implements IdempotentRequest<OrganizationDetailView> {}
