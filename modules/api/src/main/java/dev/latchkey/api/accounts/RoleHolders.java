package dev.latchkey.api.accounts;

import dev.latchkey.api.id.RoleId;
import java.util.List;

/** How many people of an organisation hold roles; a role that nobody holds is left out. */
public record RoleHolders(List<Count> items) {

  /**
   * Of one role.
   *
   * @param people 1 or more, whatever the state of their membership
   */
  public record Count(RoleId role, long people) {}

  public RoleHolders {
    items = List.copyOf(items);
  }

  /** How many hold a role that was asked for. */
  public long of(RoleId role) {
    return items.stream()
        .filter(each -> each.role().equals(role))
        .mapToLong(Count::people)
        .findFirst()
        .orElse(0);
  }
}
