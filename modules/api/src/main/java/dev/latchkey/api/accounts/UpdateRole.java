package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.RoleId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes a role of the caller's organisation. What it allows counts from the next request of those
 * who hold it on.
 *
 * <p>{@link Failure#NOT_FOUND}, {@link Failure#ROLE_BUILT_IN}, {@link Failure#VERSION_CONFLICT};
 * {@link Failure#PERMISSION_NOT_HELD} when it allows, or would allow, what the caller may not;
 * {@link Failure#ROLE_NAME_TAKEN}.
 *
 * @param name null to keep it
 * @param permissions all that it is to allow; null to keep them
 * @param expectedVersion the version that the caller has read; null to change whatever is there
 */
@Requires(Permission.ROLES_MANAGE)
public record UpdateRole(
    Caller caller,
    RoleId role,
    @Nullable String name,
    @Nullable Set<Permission> permissions,
    @Nullable Integer expectedVersion)
    implements IdempotentRequest<RoleDetailView> {
  public UpdateRole {
    permissions = permissions == null ? null : Set.copyOf(permissions);
  }
}
