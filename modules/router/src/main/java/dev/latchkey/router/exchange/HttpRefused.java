package dev.latchkey.router.exchange;

/** A request failed for a reason of its transport. Cheap to make, as it has no stack trace. */
public final class HttpRefused extends RuntimeException {

  private final HttpFailure failure;

  /** Refused for that reason. */
  public HttpRefused(HttpFailure failure) {
    super(failure.detail(), null, false, false);
    this.failure = failure;
  }

  public HttpFailure failure() {
    return failure;
  }
}
