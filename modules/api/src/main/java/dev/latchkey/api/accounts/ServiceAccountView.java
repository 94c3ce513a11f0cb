package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.id.TokenId;
import java.util.Set;

/**
 * Somebody who is no person: an organisation's API token.
 *
 * @param permissions what it may do at this moment
 */
public record ServiceAccountView(TokenId id, String name, Set<Permission> permissions) {
  public ServiceAccountView {
    permissions = Set.copyOf(permissions);
  }
}
