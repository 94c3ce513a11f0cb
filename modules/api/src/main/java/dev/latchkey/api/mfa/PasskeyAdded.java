package dev.latchkey.api.mfa;

import org.jspecify.annotations.Nullable;

/**
 * A passkey that counts from now on.
 *
 * @param recoveryCodes told once; null for somebody who had a second factor before, whose codes
 *     stay as they are
 */
public record PasskeyAdded(PasskeyView passkey, @Nullable RecoveryCodes recoveryCodes) {}
