package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * Takes somebody out of the caller's organisation, with their roles, team assignments and logins
 * there. A managed account that belongs to no other organisation is gone for good: its id and
 * handle are never used again.
 *
 * <p>{@link Failure#NOT_FOUND} for somebody who is not of it, {@link Failure#NOT_YOURSELF}, {@link
 * Failure#OUTRANKED}, {@link Failure#LAST_OWNER}, {@link Failure#VERSION_CONFLICT}.
 *
 * @param expectedVersion the version that the caller has read; null to remove whatever is there
 */
@Requires(Permission.USERS_MANAGE)
public record RemoveUser(Caller caller, PersonId user, @Nullable Integer expectedVersion)
    implements IdempotentRequest<Done> {}
