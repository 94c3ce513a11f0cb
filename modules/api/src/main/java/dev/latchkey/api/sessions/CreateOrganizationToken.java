package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.Requires;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes an API token that acts for the caller's organisation.
 *
 * <p>{@link Failure#SCOPE_NOT_HELD} for a permission that the caller lacks, {@link
 * Failure#TOKEN_EXPIRY_PAST}, {@link Failure#TOO_MANY_TOKENS} beyond 200, {@link
 * Failure#INVALID_REQUEST} for a blank name or no permission.
 *
 * @param name 1 to 100 characters
 * @param permissions what it may do at most, at least one
 * @param expiresAt null for a token that lasts until it is ended
 */
@Fresh
@Requires(Permission.TOKENS_MANAGE)
public record CreateOrganizationToken(
    Caller caller, String name, Set<Permission> permissions, @Nullable Instant expiresAt)
    implements CallerRequest<OrganizationTokenView> {
  public CreateOrganizationToken {
    permissions = Set.copyOf(permissions);
  }
}
