package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.IdempotentRequest;

/**
 * Adds an address and mails its proof.
 *
 * <p>{@link Failure#EMAIL_INVALID}; {@link Failure#EMAIL_TAKEN} when the caller has it already;
 * {@link Failure#TOO_MANY_EMAILS} beyond 20. That somebody else has proven the address is not told:
 * the mail goes to its owner and says so.
 */
@Fresh
public record AddEmail(Caller caller, String email) implements IdempotentRequest<EmailView> {}
