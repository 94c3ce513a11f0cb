package dev.latchkey.api.sessions;

import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A login of a person.
 *
 * @param device what the person called the device, or what its user agent tells
 * @param current whether the caller speaks through it
 * @param impersonator who acts as the person through it; null for the person
 */
public record LoginView(
    LoginId id,
    @Nullable String device,
    @Nullable String ipAddress,
    @Nullable String userAgent,
    Instant createdAt,
    Instant lastSeenAt,
    Instant expiresAt,
    boolean current,
    @Nullable PersonId impersonator) {}
