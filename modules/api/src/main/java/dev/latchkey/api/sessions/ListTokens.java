package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.ReadOnly;

/** The API tokens of the caller that are not over. */
@ReadOnly
public record ListTokens(Caller caller) implements CallerRequest<TokenList> {}
