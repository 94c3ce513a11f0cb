package dev.latchkey.router.exchange;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * The beginning and the end of every request: its id and origin, its deadline, the headers of every
 * answer, its log line. Belongs to one event loop.
 */
public final class Exchanges {

  /**
   * How long connections and requests may take.
   *
   * @param header from the opening of a connection to its first request
   * @param request from a request's headers to the end of its answer
   * @param idle between two requests of a connection
   */
  public record Patience(Duration header, Duration request, Duration idle) {}

  /** No status of HTTP, as nobody is there to get it; common in access logs. */
  private static final int CLIENT_WENT_AWAY = 499;

  private final Origins origins;
  private final Deadline deadline;
  private final QuietConnections quiet;
  private final RequestRecord record;
  private final Drain drain;

  /** The exchanges of one server. */
  public Exchanges(
      Vertx vertx, Patience patience, TrustedProxies proxies, RequestRecord record, Drain drain) {
    this.origins = new Origins(proxies);
    this.deadline = new Deadline(vertx, patience.request());
    this.quiet = new QuietConnections(vertx, patience.header(), patience.idle());
    this.record = record;
    this.drain = drain;
  }

  /** A connection was opened. */
  public void opened(HttpConnection connection) {
    quiet.opened(connection);
  }

  /** A request has come; hands it to the next handler. */
  public void begin(RoutingContext context) {
    open(context);
    context.next();
  }

  /** A request has come that may have been refused before any handler saw it. */
  public void beginRefused(RoutingContext context) {
    if (!Exchange.isAttachedTo(context)) {
      open(context);
    }
  }

  private void open(RoutingContext context) {
    HttpServerRequest request = context.request();
    Exchange exchange = origins.exchange(request);
    exchange.attachTo(context);
    quiet.requestBegun(request.connection());
    headers(context.response(), exchange);
    context.addEndHandler(ended -> end(context, exchange, ended.succeeded()));
    deadline.watch(context);
    if (drain.hasBegun()) {
      sendElsewhere(context);
    }
  }

  private void end(RoutingContext context, Exchange exchange, boolean answered) {
    HttpServerRequest request = context.request();
    quiet.requestEnded(request.connection());
    int status = answered ? context.response().getStatusCode() : CLIENT_WENT_AWAY;
    record.keep(request.method(), exchange, status);
  }

  private static void headers(HttpServerResponse response, Exchange exchange) {
    response
        .putHeader(RequestId.HEADER, exchange.requestId())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Content-Type-Options", "nosniff");
  }

  /** HTTP/2 has no such header; its connections are told by the server's shutdown. */
  private static void sendElsewhere(RoutingContext context) {
    if (context.request().version() != HttpVersion.HTTP_2) {
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      context.addEndHandler(answered -> context.request().connection().close());
    }
  }
}
