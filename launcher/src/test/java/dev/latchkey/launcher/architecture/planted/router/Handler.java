package dev.latchkey.launcher.architecture.planted.router;

import io.vertx.ext.web.RoutingContext;

/** Router may know of the web. */
interface Handler {
  void handle(RoutingContext context);
}
