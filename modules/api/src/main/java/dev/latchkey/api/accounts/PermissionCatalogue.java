package dev.latchkey.api.accounts;

import java.util.List;

/** All that a role may allow, in the catalogue's order. */
public record PermissionCatalogue(List<PermissionView> items) {
  public PermissionCatalogue {
    items = List.copyOf(items);
  }
}
