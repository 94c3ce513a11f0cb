package dev.latchkey.router.problem;

import dev.latchkey.router.contract.Operation;
import java.util.Optional;

/** The failures of the native surface, and of what belongs to none: RFC 9457. */
public final class ProblemDocuments implements FailureForm {

  /** There is nothing to choose about it. */
  public static final FailureForm FORM = new ProblemDocuments();

  private static final String MEDIA_TYPE = "application/problem+json";

  private ProblemDocuments() {}

  @Override
  public Answer answer(Problem problem, String requestId, Optional<Operation> operation) {
    return new Answer(problem.status(), MEDIA_TYPE, problem.toJson(requestId));
  }
}
