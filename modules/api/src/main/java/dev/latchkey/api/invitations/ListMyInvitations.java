package dev.latchkey.api.invitations;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import org.jspecify.annotations.Nullable;

/**
 * The pending invitations to the caller's proven addresses, the newest first. {@link
 * Failure#INVALID_MARKER}.
 *
 * @param limit at most so many, 0 to 100
 */
@ReadOnly
public record ListMyInvitations(Caller caller, int limit, @Nullable String marker)
    implements CallerRequest<MyInvitationPage> {}
