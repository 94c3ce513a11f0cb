package dev.latchkey.router.tenant;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.router.contract.Operation;
import dev.latchkey.router.problem.FailureForm;
import dev.latchkey.router.problem.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * {@code {fingerprint, errors: [{code, message}]}}. The fingerprint is the id of the request, which
 * the log line carries. There is one entry for each place of the request that is wrong, else one.
 * 422 is unknown to these clients, and becomes 400.
 */
final class TenantFailures implements FailureForm {

  private static final int UNPROCESSABLE = 422;

  private static final String TOKEN =
      "Send an API token of the organisation (tot_...) that counts as the whole Authorization"
          + " header, without a scheme; or Bearer and an access token.";

  @Override
  public Answer answer(Problem problem, String requestId, Optional<Operation> operation) {
    int status = problem.status() == UNPROCESSABLE ? 400 : problem.status();
    JsonObject body = new JsonObject().put("fingerprint", requestId).put("errors", errors(problem));
    return new Answer(status, Replies.MEDIA_TYPE, body);
  }

  private static JsonArray errors(Problem problem) {
    JsonArray errors = new JsonArray();
    for (Problem.Place place : problem.errors()) {
      errors.add(error(place.code(), message(place)));
    }
    return errors.isEmpty() ? errors.add(error(problem.code(), detail(problem))) : errors;
  }

  private static String detail(Problem problem) {
    return problem.code().equals(Failure.UNAUTHENTICATED.code()) ? TOKEN : problem.detail();
  }

  private static String message(Problem.Place place) {
    return place.pointer().isEmpty() ? place.detail() : place.pointer() + ": " + place.detail();
  }

  private static JsonObject error(String code, String message) {
    return new JsonObject().put("code", code).put("message", message);
  }
}
