package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Fresh;

/** Ends every login of the caller but this one. */
@Fresh
public record EndOtherLogins(Caller caller) implements CallerRequest<Done> {}
