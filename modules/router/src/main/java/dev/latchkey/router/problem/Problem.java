package dev.latchkey.router.problem;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.router.contract.RequestRefused;
import dev.latchkey.router.exchange.HttpFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a request, in every surface's words: the members of a problem document (RFC
 * 9457) and Latchkey's own. It never repeats what the client sent.
 *
 * @param code stable; also the last step of {@code type}
 * @param detail a sentence for people
 * @param errors the places of the request that are wrong; empty when it is not about places
 * @param retryAfter when a repetition makes sense; null when it does not
 */
public record Problem(
    int status, String code, String detail, List<Place> errors, @Nullable Duration retryAfter) {

  /**
   * A place of the request that is wrong.
   *
   * @param pointer a JSON pointer (RFC 6901) into the body, or below {@code /query}, {@code /path}
   *     or {@code /header}
   */
  public record Place(String pointer, String code, String detail) {}

  private static final Duration SHORTLY = Duration.ofSeconds(1);

  public Problem {
    errors = List.copyOf(errors);
  }

  /** What a module refused. */
  static Problem of(Refusal refusal) {
    Failure failure = refusal.failure();
    return new Problem(
        status(failure.kind()),
        failure.code(),
        refusal.detail(),
        List.of(),
        repeatable(failure.kind()) && refusal.retryAfter() == null
            ? SHORTLY
            : refusal.retryAfter());
  }

  /** What the operation does not take. */
  static Problem of(RequestRefused.Reason reason) {
    return new Problem(reason.status(), reason.code(), reason.detail(), List.of(), null);
  }

  /** What HTTP itself forbids. */
  static Problem of(HttpFailure failure) {
    return new Problem(failure.status(), failure.code(), failure.detail(), List.of(), null);
  }

  /** A request that is not as the contract describes it. */
  static Problem invalid(String detail, List<Place> errors) {
    return new Problem(400, Failure.INVALID_REQUEST.code(), detail, errors, null);
  }

  /** What can be said of every problem of this kind. */
  JsonObject explanation() {
    return new JsonObject()
        .put("type", "/problems/" + code)
        .put("title", title())
        .put("status", status)
        .put("code", code)
        .put("detail", detail);
  }

  /** The document. */
  JsonObject toJson(String requestId) {
    JsonObject json = explanation().put("requestId", requestId);
    return errors.isEmpty() ? json : json.put("errors", places());
  }

  private JsonArray places() {
    JsonArray places = new JsonArray();
    for (Place each : errors) {
      places.add(
          new JsonObject()
              .put("pointer", each.pointer)
              .put("code", each.code)
              .put("detail", each.detail));
    }
    return places;
  }

  /** The code in words: the title of a kind of problem never changes with its occurrence. */
  private String title() {
    return code.substring(0, 1).toUpperCase(Locale.ROOT) + code.substring(1).replace('_', ' ');
  }

  private static boolean repeatable(Failure.Kind kind) {
    return kind == Failure.Kind.LIMITED || kind == Failure.Kind.UNAVAILABLE;
  }

  private static int status(Failure.Kind kind) {
    return switch (kind) {
      case INVALID -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case GONE -> 410;
      case PRECONDITION -> 412;
      case UNPROCESSABLE -> 422;
      case LIMITED -> 429;
      case UNAVAILABLE -> 503;
      case INTERNAL -> 500;
    };
  }
}
