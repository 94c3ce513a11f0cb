package dev.latchkey.launcher.architecture.planted.api.bus;

import io.vertx.core.eventbus.EventBus;

/** The bus package may hold the event bus. */
interface Bus {
  EventBus raw();
}
