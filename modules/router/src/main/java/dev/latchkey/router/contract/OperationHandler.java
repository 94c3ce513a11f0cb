package dev.latchkey.router.contract;

import io.vertx.ext.web.RoutingContext;

/** What one operation does with a request that has passed every check. */
@FunctionalInterface
public interface OperationHandler {

  /**
   * Answers the request, at once or later. Runs on the event loop; whatever it throws fails the
   * context.
   */
  void handle(RoutingContext context, ValidatedRequest request);
}
