package dev.latchkey.api.invitations;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.InvitationId;

/**
 * Sends a pending or expired invitation once more: with another token, which alone counts from now
 * on, and a whole lifetime. The caller becomes the inviter, so that they must hold what it gives.
 *
 * <p>{@link Failure#NOT_FOUND} for an unknown one, or when a role or team of it is gone; {@link
 * Failure#INVITATION_OVER}, {@link Failure#ALREADY_MEMBER}, {@link Failure#ROLE_BEYOND_YOURS}.
 */
@Requires(Permission.USERS_INVITE)
public record ResendInvitation(Caller caller, InvitationId invitation)
    implements IdempotentRequest<InvitationView> {}
