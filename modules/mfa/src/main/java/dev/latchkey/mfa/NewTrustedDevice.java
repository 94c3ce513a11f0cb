package dev.latchkey.mfa;

import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.TrustedDeviceId;
import org.jspecify.annotations.Nullable;

/**
 * A device to be trusted.
 *
 * @param digest of its first token
 * @param loginGeneration of the person's logins; the device is dead under any other
 * @param generation of the factors that were proven on it; the same holds
 */
record NewTrustedDevice(
    TrustedDeviceId id,
    PersonId person,
    byte[] digest,
    int loginGeneration,
    int generation,
    @Nullable String name,
    @Nullable String ipAddress) {}
