package dev.latchkey.router.exchange;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Bounds the request's target. HTTP/1 bounds the whole request line already; HTTP/2 has no such
 * line.
 */
public final class TargetLength implements Handler<RoutingContext> {

  private final int maxUriBytes;

  /** Refuses targets of more bytes than that. */
  public TargetLength(int maxUriBytes) {
    this.maxUriBytes = maxUriBytes;
  }

  @Override
  public void handle(RoutingContext context) {
    if (context.request().uri().length() > maxUriBytes) {
      context.fail(new HttpRefused(HttpFailure.URI_TOO_LONG));
    } else {
      context.next();
    }
  }
}
