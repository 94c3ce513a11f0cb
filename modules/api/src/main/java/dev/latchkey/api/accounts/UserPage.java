package dev.latchkey.api.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list; of a search it may be shorter than was asked for though there are more.
 *
 * @param marker where the next page starts, opaque; null on the last page
 */
public record UserPage(List<MemberView> items, @Nullable String marker) {
  public UserPage {
    items = List.copyOf(items);
  }
}
