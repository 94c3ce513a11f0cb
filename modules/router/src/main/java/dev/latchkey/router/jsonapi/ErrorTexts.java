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
import java.util.Locale;
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

  private static final String KEYS =
      "Two keys are needed, each once, and both have to count: DD-API-KEY is an API token of the"
          + " organisation (tot_...), DD-APPLICATION-KEY is one of a person in it (tpt_...)."
          + " Without them, Authorization: Bearer and an access token, or the person's API token.";

  private final Map<String, Declared> declared;

  private ErrorTexts(Map<String, Declared> declared) {
    this.declared = declared;
  }

  /**
   * What the contract says of an operation.
   *
   * @param takesBody whether somebody says in a body what is to be done
   */
  private record Declared(Set<Integer> statuses, boolean takesBody) {

    static Declared of(JsonObject operation) {
      return new Declared(
          operation.getJsonObject("responses").fieldNames().stream()
              .filter(name -> name.matches("\\d{3}"))
              .map(Integer::valueOf)
              .collect(toUnmodifiableSet()),
          operation.containsKey("requestBody"));
    }

    /** The nearest to what is so. 422 is kept for ids that differ. */
    int nearest(int status) {
      return switch (status) {
        case 500 -> 500;
        case 401, 403 -> 403;
        case 429, 503 -> 429;
        case 400, 408, 413, 415, 417 -> statuses.contains(400) ? 400 : 403;
        case 404 -> statuses.contains(404) ? 404 : refused();
        default -> refused();
      };
    }

    /** What was asked for can't be done: not as the body says it, or not to that one. */
    private int refused() {
      return takesBody && statuses.contains(400) ? 400 : 403;
    }
  }

  /** With the statuses that the operations of this contract declare. */
  static ErrorTexts of(Contract contract) {
    JsonObject paths = contract.document().getJsonObject("paths");
    return new ErrorTexts(
        contract.operations().stream()
            .collect(
                toUnmodifiableMap(
                    Operation::id, operation -> Declared.of(described(paths, operation)))));
  }

  private static JsonObject described(JsonObject paths, Operation operation) {
    return paths
        .getJsonObject(operation.path())
        .getJsonObject(operation.method().name().toLowerCase(Locale.ROOT));
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
            .map(matched -> declared.get(matched.id()).nearest(problem.status()))
            .orElse(problem.status() == 401 ? 403 : problem.status());
    return new Answer(status, MEDIA_TYPE, body(texts(problem)));
  }

  private static List<String> texts(Problem problem) {
    if (problem.code().equals(Failure.UNAUTHENTICATED.code())) {
      return List.of(KEYS);
    }
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
