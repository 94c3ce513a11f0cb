package dev.latchkey.launcher.architecture.planted.api;

import io.vertx.ext.web.RoutingContext;

/** The published language knows of the web. */
interface Pages {
  void render(RoutingContext context);
}
