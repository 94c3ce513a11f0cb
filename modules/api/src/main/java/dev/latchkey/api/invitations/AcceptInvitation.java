package dev.latchkey.api.invitations;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;

/**
 * Joins an organisation by the token that was mailed to an address that the caller has proven.
 * Once.
 *
 * <p>{@link Failure#LINK_INVALID} whatever is wrong with the token or the invitation: forged, used,
 * replaced, cancelled, expired, sent to an address that is not proven as the caller's, or giving
 * what its inviter could not give any more; {@link Failure#ALREADY_MEMBER}, {@link
 * Failure#TOO_MANY_ORGANIZATIONS}.
 */
public record AcceptInvitation(Caller caller, String token)
    implements CallerRequest<InvitationAccepted> {
  @Override
  public String toString() {
    return "AcceptInvitation[" + caller.person() + "]";
  }
}
