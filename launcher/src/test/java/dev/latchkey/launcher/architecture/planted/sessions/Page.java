package dev.latchkey.launcher.architecture.planted.sessions;

import io.vertx.ext.web.RoutingContext;

/** Knows of the web outside router. */
interface Page {
  void render(RoutingContext context);
}
