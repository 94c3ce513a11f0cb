package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;

/**
 * What somebody may do in the caller's organisation, and by which roles.
 *
 * <p>{@link Failure#NOT_FOUND} for somebody who is not of it.
 */
@ReadOnly
@Requires(Permission.USERS_READ)
public record DescribeUserPermissions(Caller caller, PersonId user)
    implements CallerRequest<UserPermissions> {}
