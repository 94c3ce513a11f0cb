package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.id.RoleId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A role of an organisation, and what it allows.
 *
 * @param builtIn whether every organisation has it; it can be neither changed nor deleted
 * @param version counts the changes; the entity tag of the native surface
 * @param holders how many people of the organisation hold it, whatever the state of their
 *     membership; null where that was not asked for
 */
public record RoleDetailView(
    RoleId id,
    String name,
    boolean builtIn,
    Set<Permission> permissions,
    Instant createdAt,
    Instant updatedAt,
    int version,
    @Nullable Long holders) {
  public RoleDetailView {
    permissions = Set.copyOf(permissions);
  }
}
