package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.ByToken;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.WhileEnrolling;

/** The second factors of the caller. */
@ReadOnly
@WhileEnrolling
@ByToken(Permission.ME_READ)
public record DescribeMfa(Caller caller) implements CallerRequest<MfaStatus> {}
