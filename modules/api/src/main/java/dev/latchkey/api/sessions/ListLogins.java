package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;

/** The logins of the caller that are not over, newest first, at most 100. */
public record ListLogins(Caller caller) implements CallerRequest<LoginList> {}
