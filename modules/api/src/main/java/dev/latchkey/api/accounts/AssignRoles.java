package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the roles of somebody in the caller's organisation; they count from the next request on.
 *
 * <p>{@link Failure#NOT_FOUND} for somebody, or a role, that is not of it, {@link
 * Failure#ROLE_BEYOND_YOURS} when a role that is given or taken allows what the caller may not, or
 * is that of owner and the caller is none, {@link Failure#LAST_OWNER}, {@link
 * Failure#VERSION_CONFLICT}.
 *
 * @param roleIds 1 to 20
 * @param expectedVersion the version that the caller has read; null to change whatever is there
 */
@Requires(Permission.USERS_MANAGE)
public record AssignRoles(
    Caller caller, PersonId user, Set<RoleId> roleIds, @Nullable Integer expectedVersion)
    implements IdempotentRequest<MemberView> {
  public AssignRoles {
    roleIds = Set.copyOf(roleIds);
  }
}
