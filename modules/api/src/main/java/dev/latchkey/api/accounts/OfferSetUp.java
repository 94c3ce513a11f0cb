package dev.latchkey.api.accounts;

import dev.latchkey.api.bus.InternalRequest;

/** Makes a fresh set-up token, good for an hour, while there is no organisation. */
public record OfferSetUp() implements InternalRequest<SetUpOffer> {}
