package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import java.util.Set;

/**
 * Makes a role in the caller's organisation.
 *
 * <p>{@link Failure#PERMISSION_NOT_HELD} when it would allow what the caller may not; {@link
 * Failure#ROLE_NAME_TAKEN}; {@link Failure#TOO_MANY_ROLES} beyond 100; {@link
 * Failure#INVALID_REQUEST} for a name that is none.
 *
 * @param name 1 to 100 characters; names that differ in case alone are one
 */
@Requires(Permission.ROLES_MANAGE)
public record CreateRole(Caller caller, String name, Set<Permission> permissions)
    implements IdempotentRequest<RoleDetailView> {
  public CreateRole {
    permissions = Set.copyOf(permissions);
  }
}
