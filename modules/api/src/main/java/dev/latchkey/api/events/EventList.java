package dev.latchkey.api.events;

import java.util.List;

/** Events in order; empty when there is nothing newer. */
public record EventList(List<Event> events) {
  public EventList {
    events = List.copyOf(events);
  }
}
