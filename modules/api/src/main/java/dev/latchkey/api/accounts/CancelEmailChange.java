package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;

/** Drops the staged change of the primary address; {@link Failure#NO_EMAIL_CHANGE}. */
public record CancelEmailChange(Caller caller) implements IdempotentRequest<Done> {}
