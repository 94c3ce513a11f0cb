package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Permission;
import java.util.List;
import java.util.Set;

/**
 * The tie of a person to an organisation.
 *
 * @param state {@code invited}, {@code active} or {@code disabled}
 * @param permissions what the roles allow together
 */
public record MembershipView(
    OrganizationView organization,
    String state,
    List<RoleView> roles,
    Set<Permission> permissions,
    List<TeamView> teams) {
  public MembershipView {
    roles = List.copyOf(roles);
    permissions = Set.copyOf(permissions);
    teams = List.copyOf(teams);
  }
}
