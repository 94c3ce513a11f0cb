package dev.latchkey.launcher.security;

import static java.util.stream.Collectors.toSet;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code /openapi.json} says that there is, so that no operation is forgotten. */
final class Contract {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /** A parameter in a path, with its name. */
  static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

  private final JsonObject document;

  private Contract(JsonObject document) {
    this.document = document;
  }

  static Contract of(Latchkey latchkey) {
    return at(latchkey, "/openapi.json");
  }

  /** That of another surface. */
  static Contract of(Latchkey latchkey, String surface) {
    return at(latchkey, "/openapi/" + surface + ".json");
  }

  private static Contract at(Latchkey latchkey, String path) {
    return new Contract(latchkey.ask(Ask.of("GET", path)).expect(200).json());
  }

  /**
   * One operation.
   *
   * @param permission {@code public}, {@code self}, or what its caller must hold
   * @param optional whether a public one may be asked by somebody who is signed in as such
   * @param examples of valid bodies; none when it takes none
   * @param fields that its body may have
   * @param query the names of its parameters behind the question mark
   */
  record Operation(
      String id,
      String method,
      String path,
      String permission,
      boolean optional,
      boolean fresh,
      List<JsonObject> examples,
      Set<String> fields,
      Set<String> query) {

    /** A valid body, as the contract shows it; empty when it takes none. */
    JsonObject example() {
      return examples.isEmpty() ? new JsonObject() : examples.get(0);
    }

    boolean isPublic() {
      return permission.equals("public");
    }

    boolean writes() {
      return !method.equals("GET");
    }

    boolean hasBody() {
      return !fields.isEmpty();
    }

    /** Asks for it with ids that nothing has, and the example as its body. */
    Ask ask() {
      return ask(Map.of());
    }

    /**
     * Asks for it with the example as its body.
     *
     * @param ids of parameters in the path; the others get ids that nothing has
     */
    Ask ask(Map<String, UUID> ids) {
      Ask ask =
          Ask.of(method, PARAMETER.matcher(path).replaceAll(found -> id(ids, found.group(1))));
      return hasBody() ? ask.json(example()) : ask;
    }

    private static String id(Map<String, UUID> ids, String parameter) {
      return ids.getOrDefault(parameter, UUID.randomUUID()).toString();
    }

    @Override
    public String toString() {
      return id;
    }
  }

  List<Operation> operations() {
    return document.getJsonObject("paths").stream().flatMap(this::operations).toList();
  }

  private Stream<Operation> operations(Map.Entry<String, Object> path) {
    return ((JsonObject) path.getValue())
        .stream()
            .filter(each -> METHODS.contains(each.getKey()))
            .map(each -> operation(path.getKey(), each.getKey(), (JsonObject) each.getValue()));
  }

  private Operation operation(String path, String method, JsonObject operation) {
    JsonObject content =
        operation
            .getJsonObject("requestBody", new JsonObject())
            .getJsonObject("content", new JsonObject())
            .getJsonObject("application/json", new JsonObject());
    return new Operation(
        operation.getString("operationId"),
        method.toUpperCase(Locale.ROOT),
        path,
        operation.getString("x-permission"),
        operation.getJsonArray("security", new JsonArray()).size() > 1,
        operation.getBoolean("x-fresh", false),
        examples(content),
        resolved(content.getJsonObject("schema", new JsonObject()))
            .getJsonObject("properties", new JsonObject())
            .fieldNames(),
        query(operation.getJsonArray("parameters", new JsonArray())));
  }

  private Set<String> query(JsonArray parameters) {
    return parameters.stream()
        .map(each -> resolved((JsonObject) each))
        .filter(each -> each.getString("in").equals("query"))
        .map(each -> each.getString("name"))
        .collect(toSet());
  }

  private static List<JsonObject> examples(JsonObject content) {
    return content.getJsonObject("examples", new JsonObject()).stream()
        .map(each -> ((JsonObject) each.getValue()).getJsonObject("value"))
        .toList();
  }

  /** What a reference refers to, such as {@code #/components/schemas/Id}. */
  private JsonObject resolved(JsonObject object) {
    String reference = object.getString("$ref");
    return reference == null
        ? object
        : (JsonObject) JsonPointer.from(reference.substring(1)).queryJson(document);
  }
}
