package dev.latchkey.api.invitations;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;
import org.jspecify.annotations.Nullable;

/**
 * The invitations of the caller's organisation, the newest first. {@link Failure#INVALID_MARKER}.
 *
 * @param state only those; null for all
 * @param limit at most so many, 0 to 100
 */
@ReadOnly
@Requires(Permission.USERS_INVITE)
public record ListInvitations(
    Caller caller, @Nullable InvitationState state, int limit, @Nullable String marker)
    implements CallerRequest<InvitationPage> {}
