package dev.latchkey.api.invitations;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.InvitationId;

/**
 * Takes an invitation back; its token is dead when this is answered. {@link Failure#NOT_FOUND},
 * {@link Failure#INVITATION_OVER}.
 */
@Requires(Permission.USERS_INVITE)
public record CancelInvitation(Caller caller, InvitationId invitation)
    implements IdempotentRequest<Done> {}
