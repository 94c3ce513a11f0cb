package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.RoleId;

/**
 * Deletes a role of the caller's organisation that nobody holds.
 *
 * <p>{@link Failure#NOT_FOUND}, {@link Failure#ROLE_BUILT_IN}, {@link Failure#PERMISSION_NOT_HELD}
 * when it allows what the caller may not; {@link Failure#ROLE_IN_USE} while people hold it, so that
 * nobody loses rights by a side effect.
 */
@Requires(Permission.ROLES_MANAGE)
public record DeleteRole(Caller caller, RoleId role) implements IdempotentRequest<Done> {}
