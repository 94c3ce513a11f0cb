package dev.latchkey.router.exchange;

import dev.latchkey.api.bus.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * How long a request may take, from its headers to the end of its answer and of its body, whichever
 * comes last. A body that is not wanted any more is read and dropped, so that the connection can
 * serve its next request.
 */
final class Deadline {

  private static final long HTTP2_CANCEL = 8;

  private final Vertx vertx;
  private final Duration patience;

  Deadline(Vertx vertx, Duration patience) {
    this.vertx = vertx;
    this.patience = patience;
  }

  /** Watches this request. */
  void watch(RoutingContext context) {
    long timer = vertx.setTimer(patience.toMillis(), id -> expire(context));
    context.addEndHandler(answered -> drop(context.request(), timer));
  }

  private void drop(HttpServerRequest request, long timer) {
    if (request.isEnded()) {
      vertx.cancelTimer(timer);
      return;
    }
    request
        .handler(unwanted -> {})
        .exceptionHandler(gone -> vertx.cancelTimer(timer))
        .endHandler(ended -> vertx.cancelTimer(timer))
        .resume();
  }

  private static void expire(RoutingContext context) {
    HttpServerRequest request = context.request();
    HttpServerResponse response = context.response();
    if (response.headWritten()) {
      cut(request);
      return;
    }
    if (request.isEnded()) {
      context.fail(Failure.UNAVAILABLE.refusal());
    } else {
      context.addEndHandler(answered -> cut(request));
      context.fail(new HttpRefused(HttpFailure.REQUEST_TIMEOUT));
    }
  }

  private static void cut(HttpServerRequest request) {
    if (request.streamId() < 0) {
      request.connection().close();
    } else {
      request.response().reset(HTTP2_CANCEL);
    }
  }
}
