package dev.latchkey.kernel.bus;

import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.RecordJson;
import dev.latchkey.api.events.Event;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;

/**
 * Publishes events to whoever listens, here and on other nodes: as JSON, since a record published
 * to a node without our codec would be dropped there. Thread-safe.
 */
public final class Announcer {

  private final EventBus eventBus;

  public Announcer(Vertx vertx) {
    this.eventBus = vertx.eventBus();
  }

  /** Publishes an event on the address of its type. */
  public void announce(Event event) {
    eventBus.publish(Addresses.event(event.type()), RecordJson.toJson(event));
  }
}
