package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.PublicRequest;

/**
 * Mails a link to choose a new password, when the address is proven and somebody's. The answer
 * never tells whether it is.
 */
public record RequestPasswordReset(String email, Origin origin) implements PublicRequest<Done> {}
