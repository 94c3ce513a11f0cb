package dev.latchkey.api.mfa;

import dev.latchkey.api.id.TrustedDeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device that may skip the second factor.
 *
 * @param name what the person called it, or what its user agent tells
 * @param lastUsedAt when it last skipped one, or was trusted
 */
public record TrustedDeviceView(
    TrustedDeviceId id,
    @Nullable String name,
    @Nullable String ipAddress,
    Instant createdAt,
    Instant lastUsedAt,
    Instant expiresAt) {}
