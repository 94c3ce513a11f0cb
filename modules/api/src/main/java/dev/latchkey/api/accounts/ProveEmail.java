package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;

/**
 * Proves an address by the token that was mailed to it; once, within 24 hours.
 *
 * <p>{@link Failure#LINK_INVALID}; {@link Failure#EMAIL_TAKEN} when somebody else has proven it
 * meanwhile.
 */
public record ProveEmail(String token, Origin origin) implements PublicRequest<Done> {}
