package dev.latchkey.api.invitations;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;

/**
 * Takes back every pending invitation of the caller's organisation to any address of somebody who
 * belongs to it; changes nothing where there is none. {@link Failure#NOT_FOUND}.
 */
@Requires(Permission.USERS_INVITE)
public record CancelUserInvitations(Caller caller, PersonId user)
    implements IdempotentRequest<Done> {}
