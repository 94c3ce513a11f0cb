package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * The organisations that somebody of the caller's organisation belongs to, as far as the caller is
 * an active member of them too; by age.
 *
 * <p>{@link Failure#NOT_FOUND} for somebody who is not of the organisation, {@link
 * Failure#INVALID_MARKER} for a marker that this list did not give.
 *
 * @param limit 0 to 100
 */
@ReadOnly
@Requires(Permission.USERS_READ)
public record ListUserOrganizations(
    Caller caller, PersonId user, int limit, @Nullable String marker)
    implements CallerRequest<OrganizationPage> {}
