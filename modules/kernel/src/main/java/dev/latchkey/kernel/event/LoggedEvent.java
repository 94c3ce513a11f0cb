package dev.latchkey.kernel.event;

import dev.latchkey.api.events.Event;
import io.vertx.core.json.JsonObject;

/**
 * An event as Latchkey's own subscriptions see it.
 *
 * @param event what everybody on the bus may know
 * @param personal what tells of a person; empty once they are anonymised
 */
public record LoggedEvent(Event event, JsonObject personal) {}
