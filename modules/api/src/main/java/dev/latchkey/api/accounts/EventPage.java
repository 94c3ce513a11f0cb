package dev.latchkey.api.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the audit trail.
 *
 * @param marker where the next page starts, opaque; null on the last page
 */
public record EventPage(List<EventView> items, @Nullable String marker) {
  public EventPage {
    items = List.copyOf(items);
  }
}
