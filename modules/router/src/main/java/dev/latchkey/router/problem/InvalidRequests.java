package dev.latchkey.router.problem;

import dev.latchkey.router.contract.Violation;
import dev.latchkey.router.contract.Violations;
import dev.latchkey.router.json.MalformedJson;
import dev.latchkey.router.problem.Problem.Place;
import java.util.List;

/** Requests that are not as their operation describes them. */
final class InvalidRequests {

  /** RFC 6901: the whole body. */
  private static final String WHOLE_BODY = "";

  private InvalidRequests() {}

  static Problem problem(Violations violations) {
    return Problem.invalid(
        violations.detail(), violations.all().stream().map(InvalidRequests::place).toList());
  }

  static Problem problem(MalformedJson malformed) {
    MalformedJson.Reason reason = malformed.reason();
    Place body = new Place(WHOLE_BODY, reason.code(), reason.detail());
    return Problem.invalid("The body is not JSON that can be taken.", List.of(body));
  }

  /** Parameters have no place in the body, so their pointers start with the part of the request. */
  private static Place place(Violation violation) {
    String pointer =
        switch (violation.place()) {
          case BODY -> violation.pointer();
          default -> "/" + violation.place().wireName() + violation.pointer();
        };
    return new Place(pointer, violation.code(), violation.detail());
  }
}
