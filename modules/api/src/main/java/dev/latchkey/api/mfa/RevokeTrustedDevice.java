package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.TrustedDeviceId;

/**
 * Asks the device for the second factor again from its next sign-in on; logins that are open stay.
 * {@link Failure#NOT_FOUND}.
 */
public record RevokeTrustedDevice(Caller caller, TrustedDeviceId device)
    implements CallerRequest<Done> {}
