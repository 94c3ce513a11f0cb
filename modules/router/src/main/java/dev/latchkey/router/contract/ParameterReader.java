package dev.latchkey.router.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and checks the parameters of an operation. */
final class ParameterReader {
  private static final Map<String, Place> PLACES =
      Map.of("path", Place.PATH, "query", Place.QUERY, "header", Place.HEADER);
  private static final Pattern TEMPLATE_NAME = Pattern.compile("\\{([^}]*)}");

  /** A router's parameter ends at any other character, and the path would never match. */
  private static final Pattern ROUTER_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private final References references;
  private final SchemaCompiler schemas;

  ParameterReader(References references, SchemaCompiler schemas) {
    this.references = references;
    this.schemas = schemas;
  }

  /**
   * @param shared the parameters of the path item, if any; the operation's own replace them
   * @throws BadContract when one can't be read from a request, or the path's names differ
   */
  List<Parameter> read(
      String operation, String path, @Nullable JsonArray shared, @Nullable JsonArray own) {
    Map<String, Parameter> parameters = new LinkedHashMap<>(byPlaceAndName(operation, shared));
    parameters.putAll(byPlaceAndName(operation, own));
    checkNames(operation, path, parameters.values());
    return List.copyOf(parameters.values());
  }

  private Map<String, Parameter> byPlaceAndName(String operation, @Nullable JsonArray sources) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (Object source : sources == null ? List.of() : sources) {
      Parameter parameter = parameter(operation, references.follow((JsonObject) source));
      if (parameters.put(parameter.place() + parameter.name(), parameter) != null) {
        throw new BadContract(where(operation, parameter.name()) + " is declared twice.");
      }
    }
    return parameters;
  }

  private Parameter parameter(String operation, JsonObject source) {
    String name = source.getString("name", "");
    String where = where(operation, name);
    Place place = PLACES.get(source.getString("in", ""));
    if (place == null || source.containsKey("style") || source.containsKey("content")) {
      throw new BadContract(where + " must be in path, query or header, in the usual style.");
    }
    JsonObject schema = schema(source, where);
    boolean array = "array".equals(schema.getValue("type"));
    if (array && place != Place.QUERY) {
      throw new BadContract(where + " is an array, which only a query can carry.");
    }
    JsonShape shape = schemas.compile(source.getJsonObject("schema"), where);
    ParameterType type =
        type(array ? references.follow(schema.getJsonObject("items")) : schema, where);
    return new Parameter(
        name,
        place,
        source.getBoolean("required", false),
        type,
        array,
        standard(schema, shape, place, where),
        shape);
  }

  private JsonObject schema(JsonObject source, String where) {
    if (source.getValue("schema") instanceof JsonObject schema) {
      return references.follow(schema);
    }
    throw new BadContract(where + " has no schema.");
  }

  private static ParameterType type(JsonObject schema, String where) {
    return ParameterType.named(String.valueOf(schema.getValue("type")))
        .orElseThrow(
            () -> new BadContract(where + " must have one type, of which texts can be read."));
  }

  private static @Nullable Object standard(
      JsonObject schema, JsonShape shape, Place place, String where) {
    Object value = schema.getValue("default");
    if (value != null && !shape.violations(value, place, "").isEmpty()) {
      throw new BadContract(where + " has a default that its own schema refuses.");
    }
    return value;
  }

  private static void checkNames(String operation, String path, Collection<Parameter> parameters) {
    List<String> template = templateNames(path);
    Set<String> declared = new HashSet<>();
    for (Parameter each : parameters) {
      if (each.place() == Place.PATH) {
        declared.add(each.name());
      }
    }
    if (!declared.equals(new HashSet<>(template)) || declared.size() != template.size()) {
      throw new BadContract(
          operation + " must declare exactly the path parameters of " + path + ".");
    }
    if (!template.stream().allMatch(name -> ROUTER_NAME.matcher(name).matches())) {
      throw new BadContract(
          operation
              + " has a path parameter whose name is not of letters, digits and underscores.");
    }
  }

  private static List<String> templateNames(String path) {
    List<String> names = new ArrayList<>();
    Matcher matcher = TEMPLATE_NAME.matcher(path);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  private static String where(String operation, String name) {
    return "The parameter " + name + " of " + operation;
  }
}
