package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;

/** Makes ten new recovery codes. {@link Failure#NOT_FOUND} for somebody without a second factor. */
@Fresh
public record ReplaceRecoveryCodes(Caller caller) implements CallerRequest<RecoveryCodes> {}
