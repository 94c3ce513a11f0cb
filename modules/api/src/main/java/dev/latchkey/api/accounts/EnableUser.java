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
 * Lets somebody who was disabled in again. Logins of before stay ended. Changes nothing for
 * somebody who is not disabled.
 *
 * <p>{@link Failure#NOT_FOUND} for somebody, or a role, that is not of the organisation, {@link
 * Failure#OUTRANKED}, {@link Failure#ROLE_BEYOND_YOURS}.
 *
 * @param roleIds the roles to come back with, at most 20; empty for those of before
 */
@Requires(Permission.USERS_MANAGE)
public record EnableUser(Caller caller, PersonId user, Set<RoleId> roleIds)
    implements IdempotentRequest<MemberView> {
  public EnableUser {
    roleIds = Set.copyOf(roleIds);
  }
}
