package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.RoleId;
import java.util.Set;

/**
 * Makes a managed account for somebody who is yet to be invited (by {@code InviteUsers}). Nobody is
 * mailed, and nothing opens it: it has no password, and is {@link MemberState#INVITED} until its
 * owner accepts an invitation or proves the address, and chooses one.
 *
 * <p>{@link Failure#EMAIL_INVALID}, {@link Failure#EMAIL_TAKEN} when somebody has proven the
 * address or a member of the organisation claims it, {@link Failure#USER_NAME_INVALID}, {@link
 * Failure#USER_NAME_TAKEN}, {@link Failure#NOT_FOUND} for a role that is not the organisation's,
 * {@link Failure#ROLE_BEYOND_YOURS} for one that allows what the caller may not.
 *
 * @param roleIds at most 20; empty for the built-in role member
 */
@Requires(Permission.USERS_INVITE)
public record CreateInvitee(Caller caller, NewUser user, Set<RoleId> roleIds)
    implements IdempotentRequest<MemberView> {
  public CreateInvitee {
    roleIds = Set.copyOf(roleIds);
  }

  @Override
  public String toString() {
    return "CreateInvitee[" + caller.person() + "]";
  }
}
