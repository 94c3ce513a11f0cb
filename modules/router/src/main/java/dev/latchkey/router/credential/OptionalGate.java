package dev.latchkey.router.credential;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * For what strangers may ask, and people who are signed in may ask otherwise: whoever sends a
 * credential is checked by the gate, so that one which does not count is never taken for none.
 *
 * @param stranger the step of those who send none
 */
public record OptionalGate(Gate gate, Handler<RoutingContext> stranger)
    implements Handler<RoutingContext> {

  @Override
  public void handle(RoutingContext context) {
    (gate.isStranger(context.request()) ? stranger : gate).handle(context);
  }
}
