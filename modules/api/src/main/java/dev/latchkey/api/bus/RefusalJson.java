package dev.latchkey.api.bus;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a refusal travels: the failure's number, and a small JSON text as the message. */
public final class RefusalJson {

  private static final String CODE = "code";
  private static final String DETAIL = "detail";
  private static final String RETRY_AFTER_SECONDS = "retryAfterSeconds";

  private RefusalJson() {}

  /** The message text of {@code message.fail}. */
  public static String write(Refusal refusal) {
    JsonObject json =
        new JsonObject().put(CODE, refusal.failure().code()).put(DETAIL, refusal.detail());
    Duration wait = refusal.retryAfter();
    return (wait == null ? json : json.put(RETRY_AFTER_SECONDS, wait.toSeconds())).encode();
  }

  /** What a failed ask means: the refusal that was sent, or that nobody answered. */
  public static Refusal read(Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return refusal;
    }
    if (!(failure instanceof ReplyException reply)) {
      return Failure.INTERNAL.refusal();
    }
    if (reply.failureType() != ReplyFailure.RECIPIENT_FAILURE) {
      return Failure.UNAVAILABLE.refusal().retryAfter(Duration.ofSeconds(1));
    }
    return Failure.numbered(reply.failureCode())
        .map(known -> read(known, reply.getMessage()))
        .orElseGet(Failure.INTERNAL::refusal);
  }

  private static Refusal read(Failure failure, @Nullable String message) {
    try {
      JsonObject json = new JsonObject(String.valueOf(message));
      Long seconds = json.getLong(RETRY_AFTER_SECONDS);
      Duration wait = seconds == null ? null : Duration.ofSeconds(seconds);
      return new Refusal(failure, json.getString(DETAIL, failure.detail()), wait);
    } catch (DecodeException | ClassCastException e) {
      return failure.refusal();
    }
  }
}
