package dev.latchkey.router.problem;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.router.contract.Operation;
import dev.latchkey.router.contract.RequestRefused;
import dev.latchkey.router.contract.Violations;
import dev.latchkey.router.exchange.Exchange;
import dev.latchkey.router.exchange.HttpFailure;
import dev.latchkey.router.exchange.HttpRefused;
import dev.latchkey.router.json.MalformedJson;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers everything that goes wrong. An unforeseen failure is logged and answered as internal. */
public final class Problems {

  private static final String BEARER = "Bearer";
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /** Answers a failed request, unless its answer is on the way already. */
  public static void answer(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (response.headWritten() || response.closed()) {
      return;
    }
    Throwable cause = cause(context);
    Exchange exchange = Exchange.of(context);
    if (cause instanceof RequestRefused refused && !refused.allowed().isEmpty()) {
      response.putHeader(HttpHeaders.ALLOW, names(refused));
    }
    Problem problem = problem(cause, exchange);
    FailureForm.Answer answer =
        FailureForm.of(context).answer(problem, exchange.requestId(), Operation.find(context));
    if (answer.status() == 401) {
      response.putHeader(HttpHeaderNames.WWW_AUTHENTICATE, challenge(problem, context));
    }
    write(response, problem.retryAfter(), answer);
  }

  /**
   * Writes a failure.
   *
   * @param wait until a repetition makes sense; null where it does not
   */
  static void write(
      HttpServerResponse response, @Nullable Duration wait, FailureForm.Answer answer) {
    if (wait != null) {
      response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wholeSeconds(wait)));
    }
    response
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, answer.mediaType())
        .end(answer.body().toBuffer());
  }

  /** Only the web router itself fails a context with this status beside an exception. */
  private static Throwable cause(RoutingContext context) {
    return context.statusCode() == 400
        ? new HttpRefused(HttpFailure.BAD_REQUEST)
        : RequestRefused.causeOf(context);
  }

  private static Problem problem(Throwable cause, Exchange exchange) {
    if (cause instanceof Refusal refusal) {
      return Problem.of(refusal);
    }
    if (cause instanceof Violations violations) {
      return InvalidRequests.problem(violations);
    }
    if (cause instanceof MalformedJson malformed) {
      return InvalidRequests.problem(malformed);
    }
    if (cause instanceof RequestRefused refused) {
      return Problem.of(refused.reason());
    }
    return cause instanceof HttpRefused refused
        ? Problem.of(refused.failure())
        : unforeseen(cause, exchange);
  }

  private static Problem unforeseen(Throwable cause, Exchange exchange) {
    LOG.error("Request {} ({}) failed", exchange.requestId(), exchange.operation(), cause);
    return Problem.of(Failure.INTERNAL.refusal());
  }

  private static String names(RequestRefused refused) {
    return refused.allowed().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
  }

  /**
   * RFC 6750 section 3.1: the error is named only where a token was sent in that way. A wrong code
   * or password says nothing against the token that came with it.
   */
  private static String challenge(Problem problem, RoutingContext context) {
    boolean tokenSent =
        context.request().headers().getAll(HttpHeaders.AUTHORIZATION).stream()
            .anyMatch(sent -> sent.regionMatches(true, 0, BEARER, 0, BEARER.length()));
    return tokenSent && problem.code().equals(Failure.UNAUTHENTICATED.code())
        ? BEARER + " error=\"invalid_token\""
        : BEARER;
  }

  private static long wholeSeconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }
}
