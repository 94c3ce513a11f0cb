package dev.latchkey.accounts.users;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many people in one request, one after the other and each in a transaction of their own: what is
 * refused for one of them is told in their answer, and hinders none of the others.
 */
final class OneByOne {

  /** How many one request may name (chosen, not measured). */
  static final int MOST = 100;

  private static final Logger LOG = LoggerFactory.getLogger(OneByOne.class);

  private OneByOne() {}

  /**
   * The answers in the order of the items; {@link Failure#INVALID_REQUEST} for none or more than
   * {@link #MOST}.
   *
   * @param refused makes the answer for an item of why it failed, which is a failure's code
   */
  static <T, R> Future<List<R>> each(
      List<T> items, Function<T, Future<R>> act, BiFunction<T, String, R> refused) {
    if (items.isEmpty() || items.size() > MOST) {
      return Future.failedFuture(Failure.INVALID_REQUEST.refusal("Name 1 to " + MOST + " people."));
    }
    List<R> answers = new ArrayList<>(items.size());
    Future<Boolean> done = Future.succeededFuture();
    for (T item : items) {
      done =
          done.compose(previous -> act.apply(item))
              .otherwise(cause -> refused.apply(item, code(cause)))
              .map(answers::add);
    }
    return done.map(answers);
  }

  private static String code(Throwable cause) {
    if (cause instanceof Refusal refusal) {
      return refusal.failure().code();
    }
    LOG.error("One of many people could not be administered", cause);
    return Failure.INTERNAL.code();
  }
}
