package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.ByToken;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.ReadOnly;

/** How does the caller like things to be? */
@ReadOnly
@ByToken(Permission.ME_READ)
public record DescribePreferences(Caller caller) implements CallerRequest<Preferences> {}
