package dev.latchkey.api.mfa;

import dev.latchkey.api.id.PasskeyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A passkey of a person.
 *
 * @param name what the person calls it
 * @param backedUp whether its authenticator said, when it was last used, that a copy is kept
 *     elsewhere
 * @param lastUsedAt null when it was never used since it was added
 */
public record PasskeyView(
    PasskeyId id, String name, boolean backedUp, Instant createdAt, @Nullable Instant lastUsedAt) {}
