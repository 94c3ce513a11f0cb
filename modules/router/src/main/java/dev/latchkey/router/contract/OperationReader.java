package dev.latchkey.router.contract;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and checks the operations of a merged document. */
final class OperationReader {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final Set<String> NOT_METHODS = Set.of("parameters", "summary", "description");
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final JsonObject document;
  private final Manners manners;
  private final Predicate<String> permissionExists;
  private final References references;
  private final SchemaCompiler schemas;
  private final ParameterReader parameters;
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  OperationReader(JsonObject document, Manners manners, Predicate<String> permissionExists) {
    this.document = document;
    this.manners = manners;
    this.permissionExists = permissionExists;
    this.references = new References(document);
    this.schemas = new SchemaCompiler(references);
    this.parameters = new ParameterReader(references, schemas);
  }

  /**
   * @return the operations by their ids
   * @throws BadContract when one can't be served as it is declared
   */
  Map<String, Operation> read() {
    if (!document.getString("openapi", "").startsWith("3.1.")) {
      throw new BadContract("The contract must say openapi: 3.1.x.");
    }
    references.check();
    JsonObject paths = document.getJsonObject("paths", new JsonObject());
    checkDistinct(paths);
    paths.fieldNames().forEach(path -> path(path, paths.getJsonObject(path)));
    return operations;
  }

  /** Two templates that differ only in a parameter's name match the same requests. */
  private static void checkDistinct(JsonObject paths) {
    Map<String, String> shapes = new HashMap<>();
    for (String path : paths.fieldNames()) {
      String other = shapes.put(path.replaceAll("\\{[^}]*}", "{}"), path);
      if (other != null) {
        throw new BadContract("The paths " + other + " and " + path + " match the same requests.");
      }
    }
  }

  private void path(String path, JsonObject item) {
    if (!CanonicalPath.isCanonical(path.replaceAll("[{}]", "_"))) {
      throw new BadContract("The path " + path + " could never be asked for.");
    }
    for (String name : item.fieldNames()) {
      if (METHODS.contains(name)) {
        Operation operation = operation(path, name, item);
        if (operations.put(operation.id(), operation) != null) {
          throw new BadContract("The operationId " + operation.id() + " is given twice.");
        }
      } else if (!NOT_METHODS.contains(name)) {
        throw new BadContract("The path " + path + " has " + name + ", which can't be served.");
      }
    }
  }

  private Operation operation(String path, String method, JsonObject item) {
    JsonObject source = item.getJsonObject(method);
    String where = method.toUpperCase(Locale.ROOT) + " " + path;
    checkResponses(where, source.getJsonObject("responses", new JsonObject()));
    checkSafe(where, method, source);
    return new Operation(
        text(source, "operationId", where),
        HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)),
        path,
        permission(source, where),
        fresh(source, where),
        extensions(source),
        parameters.read(where, path, item.getJsonArray("parameters"), parameters(source)),
        body(where, method, source.getJsonObject("requestBody")),
        source.containsKey(QueryTwins.QUERY_OF)
            ? Optional.of(query(where, item.getJsonObject("post")))
            : Optional.empty());
  }

  /** What a twin has in its query is held against the schema of the body. */
  private static @Nullable JsonArray parameters(JsonObject source) {
    JsonArray parameters = source.getJsonArray("parameters");
    return parameters != null && source.containsKey(QueryTwins.QUERY_OF)
        ? new JsonArray(
            parameters.stream()
                .filter(each -> !"query".equals(((JsonObject) each).getValue("in")))
                .toList())
        : parameters;
  }

  private BodyRule query(String where, JsonObject post) {
    JsonObject schema = QueryTwins.schema(post, references);
    JsonShape shape = schemas.compile(schema, "The query of " + where);
    return new BodyRule(true, shape, Optional.of(formed(schema, where)), Optional.empty());
  }

  private String permission(JsonObject source, String where) {
    String permission = text(source, "x-permission", where);
    boolean known = permission.equals(Operation.PUBLIC) || permission.equals(Operation.SELF);
    if (!known && !permissionExists.test(permission)) {
      throw new BadContract(
          where + " has the x-permission " + permission + ", which nobody knows.");
    }
    return permission;
  }

  private static boolean fresh(JsonObject source, String where) {
    if (source.getValue("x-fresh", false) instanceof Boolean fresh) {
      return fresh;
    }
    throw new BadContract(where + " has an x-fresh that is neither true nor false.");
  }

  private static void checkSafe(String where, String method, JsonObject source) {
    if (source.containsKey(Operation.SAFE)
        && !(method.equals("get") && Boolean.FALSE.equals(source.getValue(Operation.SAFE)))) {
      throw new BadContract(where + " may have x-safe: false if it is a GET, and nothing else.");
    }
  }

  private static Map<String, Object> extensions(JsonObject source) {
    return source.stream()
        .filter(entry -> entry.getKey().startsWith("x-") && entry.getValue() != null)
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void checkResponses(String where, JsonObject responses) {
    if (responses.fieldNames().stream().noneMatch(status -> status.matches("[23]\\d\\d"))) {
      throw new BadContract(where + " documents no success.");
    }
    if (!(responses.getValue("default") instanceof JsonObject failure)
        || !references.follow(failure).containsKey("content")) {
      throw new BadContract(where + " must document, as default, the body of its failures.");
    }
  }

  private Optional<BodyRule> body(String where, String method, @Nullable JsonObject reference) {
    if (reference == null) {
      return Optional.empty();
    }
    if (method.equals("get")) {
      throw new BadContract(where + " declares a body, which a GET has not.");
    }
    JsonObject source = references.follow(reference);
    JsonObject content = source.getJsonObject("content", new JsonObject());
    if (!Set.of(JSON, FORM).containsAll(content.fieldNames())
        || !(content.getValue(JSON) instanceof JsonObject json)
        || !(json.getValue("schema") instanceof JsonObject schema)) {
      throw new BadContract(where + " must declare its body as application/json with a schema.");
    }
    JsonShape shape = schemas.compile(schema, "The body of " + where);
    return Optional.of(
        new BodyRule(
            source.getBoolean("required", false),
            shape,
            form(where, content.getJsonObject(FORM), schema),
            loose(schema, where)));
  }

  private Optional<LooseMembers> loose(JsonObject schema, String where) {
    return manners.looseMembers()
        ? Optional.of(LooseMembers.of(schema, references, where))
        : Optional.empty();
  }

  private Optional<FormReader> form(String where, @Nullable JsonObject form, JsonObject schema) {
    if (form == null) {
      return Optional.empty();
    }
    if (!schema.equals(form.getValue("schema"))) {
      throw new BadContract(where + " must take a form by the schema of its JSON.");
    }
    return Optional.of(formed(schema, where));
  }

  private FormReader formed(JsonObject schema, String where) {
    return FormReader.of(schema, references, manners, where);
  }

  private static String text(JsonObject source, String key, String where) {
    if (source.getValue(key) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new BadContract(where + " has no " + key + ".");
  }
}
