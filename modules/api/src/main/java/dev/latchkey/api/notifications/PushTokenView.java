package dev.latchkey.api.notifications;

import dev.latchkey.api.id.PushTokenId;
import java.time.Instant;

/**
 * A push token that is kept, without the token itself, which is never told again.
 *
 * @param createdAt when the person has first registered it
 * @param lastSeenAt when they last did
 */
public record PushTokenView(
    PushTokenId id, PushPlatform platform, Instant createdAt, Instant lastSeenAt) {}
