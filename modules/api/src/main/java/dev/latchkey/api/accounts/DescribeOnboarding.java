package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.ReadOnly;

/** Has the caller left the set-up behind? */
@ReadOnly
public record DescribeOnboarding(Caller caller) implements CallerRequest<OnboardingView> {}
