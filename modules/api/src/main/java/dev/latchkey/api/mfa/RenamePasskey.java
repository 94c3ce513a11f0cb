package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PasskeyId;

/**
 * Gives a passkey another name. {@link Failure#NOT_FOUND}, {@link Failure#INVALID_REQUEST} without
 * a name.
 *
 * @param name what is beyond 100 characters is cut off
 */
public record RenamePasskey(Caller caller, PasskeyId passkey, String name)
    implements CallerRequest<PasskeyView> {}
