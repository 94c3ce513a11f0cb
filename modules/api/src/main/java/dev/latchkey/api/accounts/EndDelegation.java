package dev.latchkey.api.accounts;

import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.InvitationId;

/**
 * An invitation by which somebody left the set-up to a colleague was cancelled, declined or has
 * expired: they have not left it any more, unless they did so for another reason since. Does
 * nothing for any other invitation, one that was accepted, and the second time.
 */
public record EndDelegation(InvitationId invitation) implements InternalRequest<Done> {}
