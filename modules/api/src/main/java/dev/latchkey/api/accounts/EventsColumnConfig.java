package dev.latchkey.api.accounts;

import java.util.List;

/**
 * Which columns a product's table of events has for a person.
 *
 * @param active their names in order, at most 50 of at most 200 characters; empty for the product's
 *     own choice
 */
public record EventsColumnConfig(List<String> active) {
  public EventsColumnConfig {
    active = List.copyOf(active);
  }
}
