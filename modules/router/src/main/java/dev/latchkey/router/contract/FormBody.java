package dev.latchkey.router.contract;

import dev.latchkey.router.contract.RequestRefused.Reason;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the bytes of a form. The web router's body handler would have Netty decode them too, by
 * rules and limits of its own.
 */
final class FormBody implements Handler<RoutingContext> {

  private static final String KEY = FormBody.class.getName();

  private final int maxBytes;

  FormBody(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The bytes of the form that was sent; empty when the body is none. */
  static Optional<Buffer> of(RoutingContext context) {
    return Optional.ofNullable(context.get(KEY));
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (isLarger(request.getHeader(HttpHeaders.CONTENT_LENGTH))) {
      context.fail(new RequestRefused(Reason.BODY_TOO_LARGE));
    } else if (isUnmet(request.getHeader(HttpHeaders.EXPECT))) {
      context.fail(new RequestRefused(Reason.EXPECTATION_FAILED));
    } else {
      read(context, request);
    }
  }

  private void read(RoutingContext context, HttpServerRequest request) {
    Buffer body = Buffer.buffer();
    if (request.isEnded()) {
      // In HTTP/2 a request may announce a form and end with its head.
      whole(context, body);
      return;
    }
    request.exceptionHandler(broken -> context.fail(new RequestRefused(Reason.BAD_REQUEST)));
    request.handler(chunk -> take(context, body, chunk));
    request.endHandler(end -> whole(context, body));
    if (request.headers().contains(HttpHeaders.EXPECT)) {
      request.response().writeContinue();
    }
    request.resume();
  }

  private void take(RoutingContext context, Buffer body, Buffer chunk) {
    if (context.failed()) {
      return;
    }
    if (body.length() + chunk.length() > maxBytes) {
      context.fail(new RequestRefused(Reason.BODY_TOO_LARGE));
    } else {
      body.appendBuffer(chunk);
    }
  }

  private static void whole(RoutingContext context, Buffer body) {
    if (!context.failed()) {
      context.put(KEY, body);
      context.next();
    }
  }

  /** Whoever says it in more digits than any limit has means more. */
  private boolean isLarger(@Nullable String length) {
    return length != null && (length.length() > 9 || Long.parseLong(length) > maxBytes);
  }

  private static boolean isUnmet(@Nullable String expectation) {
    return expectation != null && !expectation.equalsIgnoreCase("100-continue");
  }
}
