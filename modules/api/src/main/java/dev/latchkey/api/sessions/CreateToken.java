package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes an API token that acts for the caller, in the organisation that they act in.
 *
 * <p>{@link Failure#SCOPE_NOT_HELD} for a permission that the caller lacks, {@link
 * Failure#TOKEN_EXPIRY_PAST}, {@link Failure#TOO_MANY_TOKENS} beyond 50, {@link Failure#FORBIDDEN}
 * for a caller without an organisation, {@link Failure#INVALID_REQUEST} for a blank name.
 *
 * @param name 1 to 100 characters
 * @param scopes what it may do at most; none for a token that only tells who it is
 * @param expiresAt null for a token that lasts until it is ended
 */
@Fresh
public record CreateToken(
    Caller caller, String name, Set<Permission> scopes, @Nullable Instant expiresAt)
    implements CallerRequest<TokenView> {
  public CreateToken {
    scopes = Set.copyOf(scopes);
  }
}
