package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tie of a person to an organisation.
 *
 * @param state {@code invited}, {@code active} or {@code disabled}
 * @param permissions what the roles allow together
 * @param lastLoginAt when the person last signed in to act there, or moved a login there; null for
 *     never
 */
public record MembershipView(
    OrganizationView organization,
    String state,
    List<RoleView> roles,
    Set<Permission> permissions,
    List<TeamView> teams,
    @Nullable Instant lastLoginAt) {
  public MembershipView {
    roles = List.copyOf(roles);
    permissions = Set.copyOf(permissions);
    teams = List.copyOf(teams);
  }
}
