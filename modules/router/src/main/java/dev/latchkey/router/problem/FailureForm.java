package dev.latchkey.router.problem;

import dev.latchkey.router.contract.Operation;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** How a surface writes down what went wrong. Thread-safe. */
@FunctionalInterface
public interface FailureForm {

  /**
   * An answer of a failure, before it is sent.
   *
   * @param status of HTTP; a surface may have another habit than the problem's own
   * @param mediaType of the body
   */
  record Answer(int status, String mediaType, JsonObject body) {}

  /**
   * The answer.
   *
   * @param requestId the id that the log line carries
   * @param operation what was asked for; empty when no operation was matched
   */
  Answer answer(Problem problem, String requestId, Optional<Operation> operation);

  /** Whatever goes wrong with this request from now on is written so. */
  default void putInto(RoutingContext context) {
    context.put(FailureForm.class.getName(), this);
  }

  /** The form of this request's failures; a problem document where no surface has put another. */
  static FailureForm of(RoutingContext context) {
    return context.get(FailureForm.class.getName(), ProblemDocuments.FORM);
  }
}
