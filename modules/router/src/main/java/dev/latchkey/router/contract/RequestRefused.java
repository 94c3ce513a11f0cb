package dev.latchkey.router.contract;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/**
 * A request was refused before anybody looked into it. Cheap to make, as it has no stack trace; its
 * message holds nothing of the request.
 */
public final class RequestRefused extends RuntimeException {

  /** Why, with the HTTP status that fits. The code of a reason is stable. */
  public enum Reason {
    BAD_REQUEST(400, "The request can't be read."),
    UNEXPECTED_BODY(400, "This operation takes no body."),
    PATH_NOT_FOUND(404, "There is nothing at this path."),
    METHOD_NOT_ALLOWED(405, "This path does not know the method; Allow lists those it knows."),
    BODY_TOO_LARGE(413, "The body is too large."),
    UNSUPPORTED_MEDIA_TYPE(415, "Send application/json in UTF-8."),
    UNSUPPORTED_CONTENT_ENCODING(415, "Send the body without a Content-Encoding."),
    EXPECTATION_FAILED(417, "Only the expectation 100-continue is known.");

    private final int status;
    private final String detail;

    Reason(int status, String detail) {
      this.status = status;
      this.detail = detail;
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }

    /** The stable code, such as {@code path_not_found}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** A sentence for people. */
    public String detail() {
      return detail;
    }
  }

  private final Reason reason;
  private final transient List<HttpMethod> allowed;

  RequestRefused(Reason reason) {
    this(reason, List.of());
  }

  RequestRefused(Reason reason, List<HttpMethod> allowed) {
    super(reason.detail(), null, false, false);
    this.reason = reason;
    this.allowed = List.copyOf(allowed);
  }

  public Reason reason() {
    return reason;
  }

  /** For the header {@code Allow} of a 405; empty for the other reasons. */
  public List<HttpMethod> allowed() {
    return allowed;
  }

  /**
   * Why a context failed, for a failure handler: the exception, or this one where the router or its
   * body handler only gave a status.
   */
  public static Throwable causeOf(RoutingContext context) {
    Throwable failure = context.failure();
    if (failure != null) {
      return failure;
    }
    return switch (context.statusCode()) {
      case 404 -> new RequestRefused(Reason.PATH_NOT_FOUND);
      case 413 -> new RequestRefused(Reason.BODY_TOO_LARGE);
      case 417 -> new RequestRefused(Reason.EXPECTATION_FAILED);
      case 400 -> new RequestRefused(Reason.BAD_REQUEST);
      default -> new IllegalStateException("failed with status " + context.statusCode());
    };
  }
}
