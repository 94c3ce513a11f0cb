package dev.latchkey.router.contract;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Holds a body back until somebody reads it, and sees to it that one that nobody wants doesn't keep
 * the connection. When an answer is sent before the body has come, a small body may still come and
 * is dropped; for a large one, or one of unknown size, the answer says {@code Connection: close}.
 * Either way the connection ends if the body has not ended soon after.
 */
final class UnreadBody {
  /** For the rest of the body, and for the client to read the answer (chosen, not measured). */
  private static final long GRACE_MILLIS = 2_000;

  /** Below 100,000 bytes it is cheaper to let a body come than to open another connection. */
  private static final int DIGITS_OF_SMALL_LENGTH = 5;

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
      context.addEndHandler(end -> close(context));
    }
  }

  private static void letGo(RoutingContext context) {
    HttpServerRequest request = context.request();
    // An HTTP/2 request that has ended can't be resumed: Vert.x throws, and no answer would leave.
    if (!request.isEnded()) {
      request.resume();
    }
    if (isHolding(request) && !isSmall(request)) {
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  private static void close(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (isHolding(request)) {
      context.vertx().setTimer(GRACE_MILLIS, late -> cut(request));
    }
  }

  private static void cut(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.connection().close();
    }
  }

  /** In HTTP/2 a request holds nothing but itself. */
  private static boolean isHolding(HttpServerRequest request) {
    return !request.isEnded() && request.version() != HttpVersion.HTTP_2;
  }

  private static boolean isSmall(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && length.length() <= DIGITS_OF_SMALL_LENGTH;
  }
}
