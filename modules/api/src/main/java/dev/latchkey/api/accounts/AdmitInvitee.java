package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;

/**
 * Somebody who has an account joins the organisation that invited them. The one transaction settles
 * the invitation's link too: once, under any race.
 *
 * <p>{@link Failure#LINK_INVALID} when it is settled or has expired, when the address is not proven
 * as the caller's, or when the inviter's stay has ended or they could not give the roles any more;
 * {@link Failure#ALREADY_MEMBER}, {@link Failure#TOO_MANY_ORGANIZATIONS}.
 */
public record AdmitInvitee(InvitationTerms terms, Caller caller)
    implements InternalRequest<InviteeAdmitted> {}
