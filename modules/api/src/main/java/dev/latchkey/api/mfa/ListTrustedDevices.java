package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.ReadOnly;

/** The devices that may skip the second factor, the last used first, at most 100. */
@ReadOnly
public record ListTrustedDevices(Caller caller) implements CallerRequest<TrustedDeviceList> {}
