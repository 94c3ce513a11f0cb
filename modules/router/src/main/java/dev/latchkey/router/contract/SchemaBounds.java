package dev.latchkey.router.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** Whatever a stranger may send has a type and a bound, and an object says what it leaves open. */
final class SchemaBounds {
  private static final Set<String> TYPES =
      Set.of("string", "integer", "number", "boolean", "object", "array", "null");
  private static final List<String> CHOICES = List.of("enum", "const", "oneOf", "anyOf", "allOf");

  private SchemaBounds() {}

  /**
   * @param branch whether the schema only adds to another one, which may have said the type
   * @throws BadContract when something is left open
   */
  static void check(JsonObject schema, String where, boolean branch) {
    List<Object> types = types(schema);
    if (!TYPES.containsAll(types)) {
      throw new BadContract(where + " has a type that JSON does not know.");
    }
    if (types.isEmpty() && !branch && !any(schema, CHOICES)) {
      throw new BadContract(where + " says no type.");
    }
    if (!any(schema, List.of("enum", "const"))) {
      types.forEach(type -> bounded(type, schema, where));
    }
  }

  private static void bounded(Object type, JsonObject schema, String where) {
    if (type.equals("string")) {
      needs(schema.containsKey("maxLength") || hasFormat(schema), where, "maxLength or a format");
    } else if (type.equals("integer")) {
      needs(any(schema, "minimum") && any(schema, "maximum"), where, "minimum and maximum");
    } else if (type.equals("array")) {
      needs(any(schema, "maxItems") && any(schema, "items"), where, "maxItems and items");
    } else if (type.equals("object")) {
      object(schema, where);
    }
  }

  private static boolean hasFormat(JsonObject schema) {
    return schema.getValue("format") instanceof String name && TextFormat.named(name).isPresent();
  }

  private static void object(JsonObject schema, String where) {
    Object others = schema.getValue("additionalProperties");
    needs(others != null, where, "additionalProperties, for fields that it does not know");
    boolean named = schema.containsKey("properties");
    needs(
        named || Boolean.FALSE.equals(others) || any(schema, "maxProperties"),
        where,
        "maxProperties");
    if (named && others instanceof JsonObject) {
      throw new BadContract(where + " has named properties and a schema for others; choose one.");
    }
  }

  private static boolean any(JsonObject schema, String keyword) {
    return schema.containsKey(keyword);
  }

  private static boolean any(JsonObject schema, List<String> keywords) {
    return keywords.stream().anyMatch(schema::containsKey);
  }

  private static void needs(boolean said, String where, String what) {
    if (!said) {
      throw new BadContract(where + " must say " + what + ".");
    }
  }

  /** The types that a schema names; none when it leaves the type open. */
  private static List<Object> types(JsonObject schema) {
    Object type = schema.getValue("type");
    return type instanceof JsonArray several
        ? several.stream().toList()
        : type == null ? List.of() : List.of(type);
  }
}
