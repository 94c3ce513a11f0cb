package dev.latchkey.router.problem;

import dev.latchkey.router.exchange.HttpFailure;
import dev.latchkey.router.exchange.RequestId;
import dev.latchkey.router.exchange.RequestRecord;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is no valid HTTP request, or one with too long a head. Where the next request would
 * begin can't be known then, so the connection is closed (RFC 9112 section 2.2).
 */
public final class UnreadableRequests implements Handler<HttpServerRequest> {

  private final RequestRecord record;

  /** Keeps each of them in this record. */
  public UnreadableRequests(RequestRecord record) {
    this.record = record;
  }

  @Override
  public void handle(HttpServerRequest request) {
    HttpFailure failure = failure(request.decoderResult().cause());
    String requestId = RequestId.of(request.headers());
    record.keepUnreadable(request.method(), failure.status(), requestId);
    HttpServerResponse response =
        request
            .response()
            .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
            .putHeader(RequestId.HEADER, requestId);
    Problems.write(
        response,
        null,
        ProblemDocuments.FORM.answer(Problem.of(failure), requestId, Optional.empty()));
    request.connection().close();
  }

  private static HttpFailure failure(@Nullable Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return HttpFailure.URI_TOO_LONG;
    }
    return cause instanceof TooLongHttpHeaderException
        ? HttpFailure.HEADERS_TOO_LARGE
        : HttpFailure.BAD_REQUEST;
  }
}
