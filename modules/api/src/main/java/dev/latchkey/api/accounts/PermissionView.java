package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Permission;
import java.util.Set;

/**
 * An entry of the catalogue of permissions.
 *
 * @param description what it allows, as a sentence for people
 * @param aliases what other surfaces call it; may be empty
 */
public record PermissionView(Permission name, String description, Set<String> aliases) {
  public PermissionView {
    aliases = Set.copyOf(aliases);
  }
}
