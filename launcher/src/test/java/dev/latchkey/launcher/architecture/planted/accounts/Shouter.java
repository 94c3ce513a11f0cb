package dev.latchkey.launcher.architecture.planted.accounts;

import io.vertx.core.Vertx;

/** Uses the event bus past the bus packages. */
final class Shouter {
  void shout(Vertx vertx) {
    vertx.eventBus().publish("everybody", "hear me");
  }
}
