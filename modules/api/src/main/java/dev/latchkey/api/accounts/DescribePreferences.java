package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.ReadOnly;

/** How does the caller like things to be? */
@ReadOnly
public record DescribePreferences(Caller caller) implements CallerRequest<Preferences> {}
