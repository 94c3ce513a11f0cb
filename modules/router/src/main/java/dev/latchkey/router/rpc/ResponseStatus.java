package dev.latchkey.router.rpc;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.router.contract.Operation;
import dev.latchkey.router.contract.RequestRefused;
import dev.latchkey.router.problem.FailureForm;
import dev.latchkey.router.problem.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The failures of this surface: {@code {"ResponseStatus": {…}}} with the status of HTTP, our codes
 * in its case, and never a trace.
 */
final class ResponseStatus implements FailureForm {

  private static final Pattern WORD = Pattern.compile("(?:^|_)([a-z0-9])");
  private static final Pattern PART_OF_REQUEST = Pattern.compile("^/(query|path|header)(?=/)");

  /** What its clients do in another way than those of the native surface. */
  private static final Map<String, String> OWN_WORDS =
      Map.of(
          Failure.TIME_ZONE_INVALID.code(),
          "TimeZoneId is an IANA name such as Europe/Vienna.",
          Failure.PASSWORD_CHANGE_REQUIRED.code(),
          "Change your password first (POST /users/updatePassword).",
          Failure.REAUTHENTICATION_REQUIRED.code(),
          "Sign in anew (POST /auth/credentials), then repeat.",
          RequestRefused.Reason.UNSUPPORTED_MEDIA_TYPE.code(),
          "Send application/json or application/x-www-form-urlencoded, in UTF-8.");

  @Override
  public Answer answer(Problem problem, String requestId, Optional<Operation> operation) {
    JsonArray errors = new JsonArray();
    problem.errors().forEach(place -> errors.add(error(place)));
    JsonObject status =
        new JsonObject()
            .put("ErrorCode", code(problem.code()))
            .put("Message", OWN_WORDS.getOrDefault(problem.code(), problem.detail()))
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
