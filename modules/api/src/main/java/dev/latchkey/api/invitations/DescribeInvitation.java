package dev.latchkey.api.invitations;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.InvitationId;

/** An invitation of the caller's organisation; {@link Failure#NOT_FOUND}. */
@ReadOnly
@Requires(Permission.USERS_INVITE)
public record DescribeInvitation(Caller caller, InvitationId invitation)
    implements CallerRequest<InvitationView> {}
