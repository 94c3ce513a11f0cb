package dev.latchkey.router.exchange;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * What the server underneath leaves open about a request's head: its target is bounded in HTTP/2
 * too, which has no request line; and there is one Host at most (RFC 9112 section 3.2).
 */
public final class RequestHead implements Handler<RoutingContext> {

  private final int maxUriBytes;

  /** Refuses targets of more bytes than that. */
  public RequestHead(int maxUriBytes) {
    this.maxUriBytes = maxUriBytes;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.uri().length() > maxUriBytes) {
      context.fail(new HttpRefused(HttpFailure.URI_TOO_LONG));
    } else if (request.headers().getAll(HttpHeaders.HOST).size() > 1) {
      context.fail(new HttpRefused(HttpFailure.BAD_REQUEST));
    } else {
      context.next();
    }
  }
}
