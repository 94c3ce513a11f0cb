package dev.latchkey.api.accounts;

import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.InvitationId;

/**
 * The colleague whom somebody left the set-up to has accepted the invitation. Does nothing for any
 * other invitation, and the second time.
 */
public record StampDelegation(InvitationId invitation) implements InternalRequest<Done> {}
