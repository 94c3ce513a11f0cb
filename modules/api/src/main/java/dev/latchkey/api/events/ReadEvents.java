package dev.latchkey.api.events;

import dev.latchkey.api.bus.PublicRequest;

/**
 * The events after a position, in order, for a consumer that was away. Whoever is on the bus hears
 * every event, so anybody there may read them.
 *
 * @param after 0 for the beginning
 * @param limit 1 to 500
 */
public record ReadEvents(long after, int limit) implements PublicRequest<EventList> {}
