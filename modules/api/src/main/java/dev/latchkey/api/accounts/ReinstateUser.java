package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import java.util.Set;

/**
 * Lets somebody who was disabled in again, with roles that are given anew. As {@link EnableUser},
 * but for those who want to hear that there was nothing to do.
 *
 * <p>{@link Failure#NOT_DISABLED} for somebody who is not disabled, {@link Failure#NOT_FOUND} for
 * somebody, or a role, that is not of the organisation, {@link Failure#OUTRANKED}, {@link
 * Failure#ROLE_BEYOND_YOURS}, {@link Failure#INVALID_REQUEST} for no role or too many.
 *
 * @param roleIds 1 to 20
 */
@Requires(Permission.USERS_MANAGE)
public record ReinstateUser(Caller caller, PersonId user, Set<RoleId> roleIds)
    implements IdempotentRequest<MemberView> {
  public ReinstateUser {
    roleIds = Set.copyOf(roleIds);
  }
}
