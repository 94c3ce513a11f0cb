package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.id.PasskeyId;

/**
 * Removes a passkey, and with the last factor the recovery codes. Devices are trusted no more.
 * {@link Failure#NOT_FOUND}, {@link Failure#SECOND_FACTOR_REQUIRED} where the organisation demands
 * a factor and there is no other.
 */
@Fresh
public record RemovePasskey(Caller caller, PasskeyId passkey) implements CallerRequest<Done> {}
