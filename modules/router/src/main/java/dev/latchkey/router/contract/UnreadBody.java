package dev.latchkey.router.contract;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/**
 * Holds a body back until somebody reads it, and sees to it that one that nobody wants doesn't keep
 * the connection: an answer that is sent before the body has come says {@code Connection: close},
 * and the connection ends soon after.
 */
final class UnreadBody {
  /** For the client to read the answer before the connection is cut (chosen, not measured). */
  private static final long GRACE_SECONDS = 2;

  private UnreadBody() {}

  /** Whether a request announces a body (RFC 9112 6.3; in HTTP/2, a typed one). */
  static boolean isAnnounced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      return !length.equals("0");
    }
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (request.version() == HttpVersion.HTTP_2
            && request.headers().contains(HttpHeaders.CONTENT_TYPE));
  }

  /** Stops the body, if there is one, until it is resumed. */
  static void hold(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (isAnnounced(request) && !request.isEnded()) {
      request.pause();
      context.addHeadersEndHandler(head -> letGo(context));
      context.addEndHandler(end -> close(request));
    }
  }

  private static void letGo(RoutingContext context) {
    HttpServerRequest request = context.request();
    request.resume();
    if (!request.isEnded() && request.version() != HttpVersion.HTTP_2) {
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  private static void close(HttpServerRequest request) {
    if (!request.isEnded() && request.version() != HttpVersion.HTTP_2) {
      request.connection().shutdown(GRACE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
