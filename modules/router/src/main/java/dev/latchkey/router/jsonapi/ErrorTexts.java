package dev.latchkey.router.jsonapi;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.contract.Operation;
import dev.latchkey.router.problem.FailureForm;
import dev.latchkey.router.problem.Problem;
import dev.latchkey.router.surface.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Failures as a list of sentences, with a status that the operation declares: the product's clients
 * read the body of no other one. Only 500 stays what it is, since nothing else would be true.
 */
final class ErrorTexts implements FailureForm {

  private static final String MEDIA_TYPE = "application/json";
  private static final int MISMATCH = 422;

  private final Map<String, Set<Integer>> declared;

  private ErrorTexts(Map<String, Set<Integer>> declared) {
    this.declared = declared;
  }

  /** With the statuses that the operations of this contract declare. */
  static ErrorTexts of(Contract contract) {
    JsonObject paths = contract.document().getJsonObject("paths");
    return new ErrorTexts(
        contract.operations().stream()
            .collect(toUnmodifiableMap(Operation::id, operation -> statuses(paths, operation))));
  }

  private static Set<Integer> statuses(JsonObject paths, Operation operation) {
    return paths
        .getJsonObject(operation.path())
        .getJsonObject(operation.method().name().toLowerCase(java.util.Locale.ROOT))
        .getJsonObject("responses")
        .fieldNames()
        .stream()
        .filter(name -> name.matches("\\d{3}"))
        .map(Integer::valueOf)
        .collect(toUnmodifiableSet());
  }

  /** The id of the body is not that of the path, whatever either of them is. */
  static Reply mismatch() {
    return Reply.of(
        MISMATCH, body(List.of("The uuid in the URL does not match the uuid in the body.")));
  }

  @Override
  public Answer answer(Problem problem, String requestId, Optional<Operation> operation) {
    int status =
        operation
            .map(matched -> status(problem.status(), declared.getOrDefault(matched.id(), Set.of())))
            .orElse(problem.status() == 401 ? 403 : problem.status());
    boolean unreadableId = status == 404 && problem.status() == 400;
    return new Answer(
        status,
        MEDIA_TYPE,
        body(unreadableId ? List.of(Failure.NOT_FOUND.detail()) : texts(problem)));
  }

  /** Of what is declared, the nearest to what is so. 422 is kept for ids that differ. */
  static int status(int status, Set<Integer> declared) {
    return switch (status) {
      case 500 -> 500;
      case 401, 403 -> 403;
      case 429, 503 -> 429;
      case 404 -> first(declared, 404, 400);
      case 400 -> first(declared, 400, 404);
      default -> first(declared, 400);
    };
  }

  private static int first(Set<Integer> declared, Integer... wanted) {
    return List.of(wanted).stream().filter(declared::contains).findFirst().orElse(403);
  }

  private static List<String> texts(Problem problem) {
    return problem.errors().isEmpty()
        ? List.of(problem.detail())
        : problem.errors().stream().map(ErrorTexts::text).toList();
  }

  private static String text(Problem.Place place) {
    return place.pointer().isEmpty() ? place.detail() : place.pointer() + ": " + place.detail();
  }

  private static JsonObject body(List<String> texts) {
    return new JsonObject().put("errors", new JsonArray(texts));
  }
}
