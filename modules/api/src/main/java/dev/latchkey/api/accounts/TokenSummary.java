package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.id.TokenId;
import java.util.Set;

/**
 * The API token that a person speaks through.
 *
 * @param permissions what it may do at this moment
 */
public record TokenSummary(TokenId id, String name, Set<Permission> permissions) {
  public TokenSummary {
    permissions = Set.copyOf(permissions);
  }
}
