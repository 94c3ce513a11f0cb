package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.id.RoleId;
import java.time.Instant;
import java.util.Set;

/**
 * A role of an organisation, and what it allows.
 *
 * @param builtIn whether every organisation has it; it can be neither changed nor deleted
 * @param version counts the changes; the entity tag of the native surface
 */
public record RoleDetailView(
    RoleId id,
    String name,
    boolean builtIn,
    Set<Permission> permissions,
    Instant createdAt,
    Instant updatedAt,
    int version) {
  public RoleDetailView {
    permissions = Set.copyOf(permissions);
  }
}
