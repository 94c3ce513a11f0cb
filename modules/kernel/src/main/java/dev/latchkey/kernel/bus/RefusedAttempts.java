package dev.latchkey.kernel.bus;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.events.RecordRefusal;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Puts on record what signed-in callers were refused: whatever was forbidden, and every change that
 * a rule did not allow. A request without its shape, trouble of our own, and a read that found
 * nothing are no attempts. Thread-safe.
 */
final class RefusedAttempts {

  /** How long an answer waits for its record, and then goes without (chosen, not measured). */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Set<Failure.Kind> BY_RULE =
      EnumSet.of(
          Failure.Kind.UNPROCESSABLE,
          Failure.Kind.NOT_FOUND,
          Failure.Kind.CONFLICT,
          Failure.Kind.GONE,
          Failure.Kind.PRECONDITION,
          Failure.Kind.LIMITED);

  private final Bus bus;

  RefusedAttempts(Bus bus) {
    this.bus = bus;
  }

  /** Records the attempt if it is one; never fails, and ends within {@link #PATIENCE}. */
  Future<Void> record(Record request, Throwable cause) {
    if (!(request instanceof CallerRequest<?> asked)
        || !(cause instanceof Refusal refusal)
        || !isAttempt(asked, refusal.failure())) {
      return Future.succeededFuture();
    }
    String name = request.getClass().getSimpleName();
    return bus.ask(new RecordRefusal(asked.caller(), name, refusal.failure()))
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  // A record made in this JVM may hold null where its component says it may not.
  @SuppressWarnings("ConstantValue")
  private static boolean isAttempt(CallerRequest<?> request, Failure failure) {
    if (request.caller() == null || failure == Failure.WRONG_PASSWORD) {
      // A guess at a password is on record where guesses are counted.
      return false;
    }
    boolean changes = !request.getClass().isAnnotationPresent(ReadOnly.class);
    return failure.kind() == Failure.Kind.FORBIDDEN
        || (changes && BY_RULE.contains(failure.kind()));
  }
}
