package dev.latchkey.api.bus;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request was refused: the only failure that crosses the bus. It never carries a raw exception
 * message. Cheap to make, as it has no stack trace.
 */
public final class Refusal extends RuntimeException {

  private final Failure failure;
  private final @Nullable Duration retryAfter;

  /**
   * @param detail a sentence for people, free of secrets and of anybody else's data
   * @param retryAfter when a repetition makes sense; null when it does not
   */
  public Refusal(Failure failure, String detail, @Nullable Duration retryAfter) {
    super(detail, null, false, false);
    this.failure = failure;
    this.retryAfter = retryAfter;
  }

  public Failure failure() {
    return failure;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** The same refusal with a time after which a repetition makes sense. */
  public Refusal retryAfter(Duration wait) {
    return new Refusal(failure, detail(), wait);
  }

  /** The sentence for people. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
