package dev.latchkey.router.rpc;

import dev.latchkey.router.contract.Operation;
import dev.latchkey.router.problem.FailureForm;
import dev.latchkey.router.problem.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The failures of this surface: {@code {"ResponseStatus": {…}}} with the status of HTTP, our codes
 * in its case, and never a trace.
 */
final class ResponseStatus implements FailureForm {

  private static final Pattern WORD = Pattern.compile("(?:^|_)([a-z0-9])");
  private static final Pattern PART_OF_REQUEST = Pattern.compile("^/(query|path|header)(?=/)");

  @Override
  public Answer answer(Problem problem, String requestId, Optional<Operation> operation) {
    JsonArray errors = new JsonArray();
    problem.errors().forEach(place -> errors.add(error(place)));
    JsonObject status =
        new JsonObject()
            .put("ErrorCode", code(problem.code()))
            .put("Message", problem.detail())
            .put("Errors", errors);
    return new Answer(
        problem.status(), "application/json", new JsonObject().put("ResponseStatus", status));
  }

  private static JsonObject error(Problem.Place place) {
    return new JsonObject()
        .put("ErrorCode", code(place.code()))
        .put("FieldName", field(place.pointer()))
        .put("Message", place.detail());
  }

  /** {@code not_found} as {@code NotFound}. */
  static String code(String stable) {
    return WORD.matcher(stable).replaceAll(it -> it.group(1).toUpperCase(Locale.ROOT));
  }

  /** {@code /query/UserName} as {@code UserName}, {@code /Meta/OneTimePassword} with a dot. */
  static String field(String pointer) {
    String inside = PART_OF_REQUEST.matcher(pointer).replaceFirst("");
    return inside.isEmpty() ? "" : inside.substring(1).replace('/', '.');
  }
}
