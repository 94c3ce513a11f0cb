package dev.latchkey.router.exchange;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of listed origins call the API from a browser (WHATWG Fetch, section 3.2). The token
 * travels in a header, so credentials in the sense of cookies are never allowed. Pages of other
 * origins are not told anything, and their browsers keep the answer from them.
 */
public final class Cors implements Handler<RoutingContext> {

  private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
  private static final String REQUEST_HEADERS =
      "Authorization, Content-Type, DD-API-KEY, DD-APPLICATION-KEY, If-Match, Idempotency-Key,"
          + " X-Request-Id";
  private static final String RESPONSE_HEADERS =
      "ETag, Location, Retry-After, WWW-Authenticate, X-Request-Id";
  private static final String PREFLIGHT_SECONDS = "600";

  private final Set<String> origins;

  /** Allows exactly these origins, none when empty. */
  public Cors(Set<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  @Override
  public void handle(RoutingContext context) {
    if (origins.isEmpty()) {
      context.next();
      return;
    }
    HttpServerResponse response = context.response().putHeader(HttpHeaders.VARY, "Origin");
    String origin = context.request().getHeader(HttpHeaders.ORIGIN);
    if (!isAllowed(origin)) {
      context.next();
    } else if (isPreflight(context)) {
      allow(response, origin);
      answerPreflight(response);
    } else {
      allow(response, origin)
          .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
      context.next();
    }
  }

  private boolean isAllowed(@Nullable String origin) {
    return origin != null && origins.contains(origin);
  }

  private static boolean isPreflight(RoutingContext context) {
    return context.request().method().equals(HttpMethod.OPTIONS)
        && context.request().headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }

  private static HttpServerResponse allow(HttpServerResponse response, @Nullable String origin) {
    return response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, String.valueOf(origin));
  }

  private static void answerPreflight(HttpServerResponse response) {
    response
        .setStatusCode(204)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS)
        .end();
  }
}
