package dev.latchkey.router.management;

import dev.latchkey.router.exchange.Drain;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;
import java.util.function.Supplier;

/** What operators and their load balancers read. */
public final class ManagementPages implements Handler<HttpServerRequest> {

  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String JSON = "application/json";
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Vertx vertx;
  private final Readiness readiness;
  private final PrometheusMeterRegistry registry;

  /** The pages of one port. */
  public ManagementPages(
      Vertx vertx,
      Drain drain,
      Supplier<Future<Boolean>> dependencies,
      PrometheusMeterRegistry registry) {
    this.vertx = vertx;
    this.readiness = new Readiness(drain, dependencies);
    this.registry = registry;
  }

  @Override
  public void handle(HttpServerRequest request) {
    HttpServerResponse response =
        request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (!READING.contains(request.method())) {
      response.setStatusCode(405).putHeader(HttpHeaders.ALLOW, "GET, HEAD").end();
      return;
    }
    switch (request.path()) {
      case "/health/live" -> answer(response, 200, JSON, "{\"status\":\"live\"}");
      case "/health/ready" -> readiness.check().onSuccess(ready -> readiness(response, ready));
      case "/metrics" -> metrics(response);
      default -> response.setStatusCode(404).end();
    }
  }

  private static void readiness(HttpServerResponse response, boolean ready) {
    String status = ready ? "ready" : "not_ready";
    answer(response, ready ? 200 : 503, JSON, "{\"status\":\"" + status + "\"}");
  }

  /** Writing thousands of series takes milliseconds, too long for an event loop. */
  private void metrics(HttpServerResponse response) {
    vertx
        .executeBlocking(() -> registry.scrape())
        .onSuccess(text -> answer(response, 200, PROMETHEUS_TEXT, text))
        .onFailure(cause -> response.setStatusCode(500).end());
  }

  private static void answer(
      HttpServerResponse response, int status, String mediaType, String text) {
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, mediaType).end(text);
  }
}
