package dev.latchkey.api.accounts;

import dev.latchkey.api.id.RoleId;
import java.util.List;

/** How many people of an organisation hold each of some roles. */
public record RoleHolders(List<Count> items) {

  /**
   * Of one role.
   *
   * @param people 0 or more, whatever the state of their membership
   */
  public record Count(RoleId role, long people) {}

  public RoleHolders {
    items = List.copyOf(items);
  }

  /** How many hold a role; nobody, for one that was not asked for. */
  public long of(RoleId role) {
    return items.stream()
        .filter(each -> each.role().equals(role))
        .mapToLong(Count::people)
        .findFirst()
        .orElse(0);
  }
}
