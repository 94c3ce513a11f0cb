package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.WhileEnrolling;

/**
 * Makes a secret for an authenticator app. It proves nothing before it is confirmed, which must
 * happen within ten minutes; beginning again makes another one. {@link Failure#TOTP_ACTIVE} for
 * somebody who has confirmed one: they remove it first.
 */
@Fresh
@WhileEnrolling
public record BeginTotp(Caller caller) implements CallerRequest<TotpSetup> {}
