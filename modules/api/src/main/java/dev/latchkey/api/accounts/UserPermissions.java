package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Permission;
import java.util.List;
import java.util.Set;

/**
 * What somebody may do in an organisation.
 *
 * @param roles what they hold there, by name
 * @param permissions what the roles allow together; none while the membership is not active
 */
public record UserPermissions(List<RoleView> roles, Set<Permission> permissions) {
  public UserPermissions {
    roles = List.copyOf(roles);
    permissions = Set.copyOf(permissions);
  }
}
