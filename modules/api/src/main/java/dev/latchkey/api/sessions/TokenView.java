package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.id.TokenId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API token of a person.
 *
 * @param scopes what it may do, as far as its maker may do it at that moment
 * @param expiresAt null for one that lasts until it is ended
 * @param lastUsedAt exact to a minute; null for one that was never used
 * @param token the secret, in the answer to its making alone; null ever after
 */
public record TokenView(
    TokenId id,
    String name,
    Set<Permission> scopes,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable String token) {
  public TokenView {
    scopes = Set.copyOf(scopes);
  }

  @Override
  public String toString() {
    return "TokenView[" + id + "]";
  }
}
