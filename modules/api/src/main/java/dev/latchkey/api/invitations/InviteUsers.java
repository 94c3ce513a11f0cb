package dev.latchkey.api.invitations;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;
import java.util.List;

/**
 * Invites 1 to 100 people whose accounts the caller's organisation has made and at which nobody has
 * arrived so far, all of them or none; as {@link SendInvitations} to their addresses. Whoever
 * accepts gets the account with the roles that it has at that moment. The invitation is dead as
 * soon as the account is disabled, removed or given another address.
 *
 * <p>{@link Failure#INVALID_REQUEST} for none or too many, or somebody who comes twice; {@link
 * Failure#NOT_FOUND}, {@link Failure#ALREADY_MEMBER} for somebody who has arrived or is kept out,
 * {@link Failure#EMAIL_TAKEN} when somebody else has proven the address, {@link
 * Failure#ROLE_BEYOND_YOURS} when somebody holds a role that allows what the caller may not, {@link
 * Failure#TOO_MANY_INVITATIONS}.
 */
@Requires(Permission.USERS_INVITE)
public record InviteUsers(Caller caller, List<PersonId> users)
    implements IdempotentRequest<InvitationList> {
  public InviteUsers {
    users = List.copyOf(users);
  }
}
