package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.WhileEnrolling;
import dev.latchkey.api.bus.WithTemporaryPassword;
import dev.latchkey.api.mfa.PasskeyOffer;

/**
 * Asks for what the caller's browser needs to {@link Reauthenticate} by a passkey of theirs. {@link
 * Failure#NOT_FOUND} for somebody without one.
 */
@WithTemporaryPassword
@WhileEnrolling
public record BeginReauthentication(Caller caller) implements CallerRequest<PasskeyOffer> {}
