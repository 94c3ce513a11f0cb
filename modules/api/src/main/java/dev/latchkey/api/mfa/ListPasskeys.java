package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.WhileEnrolling;

/** The passkeys of the caller, the oldest first, at most 20. */
@ReadOnly
@WhileEnrolling
public record ListPasskeys(Caller caller) implements CallerRequest<PasskeyList> {}
