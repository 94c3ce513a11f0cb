package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.ReadOnly;

/** The logins of the caller that are not over, newest first, at most 100. */
@ReadOnly
public record ListLogins(Caller caller) implements CallerRequest<LoginList> {}
