package dev.latchkey.api.accounts;

import java.util.List;

/** Roles, the built-in ones first, then by age. */
public record RoleList(List<RoleDetailView> items) {
  public RoleList {
    items = List.copyOf(items);
  }
}
