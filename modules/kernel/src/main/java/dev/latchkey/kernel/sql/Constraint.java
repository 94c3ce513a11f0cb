package dev.latchkey.kernel.sql;

import dev.latchkey.api.bus.Failure;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.util.function.Function;

/** Turns a violated constraint into the failure that it stands for. */
public final class Constraint {

  private Constraint() {}

  /** For {@code recover}: a violation of the named constraint becomes that failure. */
  public static <T> Function<Throwable, Future<T>> means(String constraint, Failure failure) {
    return cause ->
        Future.failedFuture(
            cause instanceof PgException refused && constraint.equals(refused.getConstraint())
                ? failure.refusal()
                : cause);
  }
}
