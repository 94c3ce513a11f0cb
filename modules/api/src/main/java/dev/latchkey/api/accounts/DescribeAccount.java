package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.ByToken;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.WhileEnrolling;

/**
 * All that accounts keep of the caller, for clients that want it in one answer. {@link
 * Failure#UNAUTHENTICATED} when the person is gone.
 */
@ReadOnly
@WhileEnrolling
@ByToken(Permission.ME_READ)
public record DescribeAccount(Caller caller) implements CallerRequest<AccountView> {}
