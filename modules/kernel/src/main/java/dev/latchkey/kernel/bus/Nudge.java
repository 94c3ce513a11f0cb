package dev.latchkey.kernel.bus;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;

/**
 * Wakes whoever waits for work inside this node, without saying what the work is. A lost nudge
 * costs time, never work: whoever waits also looks by itself now and then. Thread-safe.
 */
public final class Nudge {

  /** Something was appended to the event log. */
  public static final String CHANGED = "latchkey.nudge.changed";

  /** Events were numbered and can be read. */
  public static final String NUMBERED = "latchkey.nudge.numbered";

  private static final DeliveryOptions HERE = new DeliveryOptions().setLocalOnly(true);

  private final EventBus eventBus;
  private final String address;

  private Nudge(EventBus eventBus, String address) {
    this.eventBus = eventBus;
    this.address = address;
  }

  /** The nudge of that name in this node. */
  public static Nudge of(Vertx vertx, String name) {
    return new Nudge(vertx.eventBus(), name);
  }

  /** Wakes everybody who waits. */
  public void give() {
    eventBus.publish(address, true, HERE);
  }

  /** Runs the reaction at each nudge, on the caller's context. */
  public MessageConsumer<Boolean> onEach(Runnable reaction) {
    return eventBus.localConsumer(address, message -> reaction.run());
  }
}
