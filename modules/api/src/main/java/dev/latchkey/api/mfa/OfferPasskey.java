package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.WhileEnrolling;

/**
 * Asks for what the caller's browser needs to make a passkey. The offer is good for one passkey,
 * within five minutes.
 */
@Fresh
@WhileEnrolling
public record OfferPasskey(Caller caller) implements CallerRequest<PasskeyOffer> {}
