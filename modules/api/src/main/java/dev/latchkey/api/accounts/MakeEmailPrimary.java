package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.id.EmailId;

/**
 * Makes a proven address the primary one; {@link Failure#EMAIL_NOT_VERIFIED}, {@link
 * Failure#NOT_FOUND}.
 */
@Fresh
public record MakeEmailPrimary(Caller caller, EmailId email)
    implements IdempotentRequest<EmailView> {}
