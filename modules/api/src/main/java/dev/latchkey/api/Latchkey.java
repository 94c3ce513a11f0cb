package dev.latchkey.api;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.RecordCodec;
import io.vertx.core.Vertx;

/** The door to Latchkey's bus, for its own modules and for other applications on the bus. */
public final class Latchkey {

  /** The codec of every message; shared, as it is immutable. */
  public static final RecordCodec CODEC = new RecordCodec(Messages.ALL);

  private Latchkey() {}

  /** Teaches this Vert.x instance Latchkey's messages; once per instance, before the first ask. */
  public static Bus connect(Vertx vertx) {
    vertx.eventBus().registerCodec(CODEC);
    return new Bus(vertx);
  }
}
