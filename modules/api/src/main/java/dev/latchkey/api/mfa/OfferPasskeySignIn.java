package dev.latchkey.api.mfa;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what a browser needs to use a passkey.
 *
 * @param person whose second step it is; {@link Failure#NOT_FOUND} for somebody without a passkey.
 *     Null for a sign-in without a password: the passkey tells who it is, and its authenticator
 *     must have verified its user
 */
public record OfferPasskeySignIn(@Nullable PersonId person)
    implements InternalRequest<PasskeyOffer> {}
