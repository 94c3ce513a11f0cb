package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.id.EmailId;

/**
 * Mails the proof of an address again; older ones stop working. {@link
 * Failure#EMAIL_ALREADY_VERIFIED}, {@link Failure#NOT_FOUND}, {@link Failure#TOO_MANY_REQUESTS}.
 */
public record SendEmailProof(Caller caller, EmailId email) implements IdempotentRequest<Done> {}
