package dev.latchkey.api.invitations;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;
import java.util.Set;

/**
 * The invitations of the caller's organisation, the newest first, by the number of a page, for
 * surfaces whose clients count pages; {@link ListInvitations} is the better list. All are counted
 * at each page, and one that is sent meanwhile moves the others. {@link Failure#INVALID_REQUEST}
 * for a page or a size out of bounds; a page behind the last one is empty.
 *
 * @param states those in one of them; empty for all
 * @param page 0 or more; 0 is the first
 * @param size 0 to 100
 */
@ReadOnly
@Requires(Permission.USERS_INVITE)
public record ListInvitationsByNumber(
    Caller caller, Set<InvitationState> states, int page, int size)
    implements CallerRequest<NumberedInvitations> {
  public ListInvitationsByNumber {
    states = Set.copyOf(states);
  }
}
