package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.WhileEnrolling;
import dev.latchkey.api.bus.WhileImpersonating;
import dev.latchkey.api.bus.WithTemporaryPassword;
import dev.latchkey.api.id.LoginId;

/**
 * Ends a login of the caller; its tokens are dead when this is answered. {@link Failure#NOT_FOUND},
 * also of every login but the present one for somebody who acts as another person.
 */
@WithTemporaryPassword
@WhileEnrolling
@WhileImpersonating
public record EndLogin(Caller caller, LoginId login) implements CallerRequest<Done> {}
