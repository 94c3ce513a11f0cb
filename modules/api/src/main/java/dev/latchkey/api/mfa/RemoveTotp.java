package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;

/**
 * Removes the authenticator app, and with the last factor the recovery codes. Devices are trusted
 * no more. {@link Failure#NOT_FOUND} without one, {@link Failure#SECOND_FACTOR_REQUIRED} where the
 * organisation demands one and there is no other.
 */
@Fresh
public record RemoveTotp(Caller caller) implements CallerRequest<Done> {}
