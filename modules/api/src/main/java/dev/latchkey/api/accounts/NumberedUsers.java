package dev.latchkey.api.accounts;

import java.util.List;

/**
 * A page of a list that is read by the number of its pages.
 *
 * @param total everybody of the organisation
 * @param totalFiltered those whom the filter holds, on all pages
 */
public record NumberedUsers(List<MemberView> items, long total, long totalFiltered) {
  public NumberedUsers {
    items = List.copyOf(items);
  }
}
