package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.ByToken;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.WhileEnrolling;
import dev.latchkey.api.bus.WithTemporaryPassword;

/** Who am I, and what may I do where? {@link Failure#UNAUTHENTICATED} when the person is gone. */
@ReadOnly
@WhileEnrolling
@ByToken
@WithTemporaryPassword
public record DescribeMe(Caller caller) implements CallerRequest<Me> {}
