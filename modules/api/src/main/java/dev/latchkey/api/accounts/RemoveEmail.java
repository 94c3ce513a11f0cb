package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.id.EmailId;

/** Removes an address; {@link Failure#EMAIL_IS_PRIMARY}, {@link Failure#NOT_FOUND}. */
@Fresh
public record RemoveEmail(Caller caller, EmailId email) implements IdempotentRequest<Done> {}
