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
 * Gives somebody in the caller's organisation roles beside those that they hold, and takes others
 * from them. Whatever else is given or taken at the same moment stays as it is: none of several who
 * ask at once undoes what another has done. What is held already, or isn't, changes nothing.
 *
 * <p>{@link Failure#INVALID_REQUEST} when no role or more than 20 would be left, {@link
 * Failure#NOT_FOUND} for somebody, or a role to give, that is not of the organisation, {@link
 * Failure#ROLE_BEYOND_YOURS} and {@link Failure#LAST_OWNER} as {@link AssignRoles}.
 *
 * @param give at most 20
 * @param take none of those to give
 */
@Requires(Permission.USERS_MANAGE)
public record ChangeRoles(Caller caller, PersonId user, Set<RoleId> give, Set<RoleId> take)
    implements IdempotentRequest<MemberView> {
  public ChangeRoles {
    give = Set.copyOf(give);
    take = Set.copyOf(take);
  }
}
