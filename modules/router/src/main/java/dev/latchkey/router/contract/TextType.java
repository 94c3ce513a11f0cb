package dev.latchkey.router.contract;

import dev.latchkey.router.contract.TextType.Listed;
import dev.latchkey.router.contract.TextType.Named;
import dev.latchkey.router.contract.TextType.Scalar;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the texts of a property are read as, by its schema. Immutable. */
sealed interface TextType permits Scalar, Listed, Named {

  /** Nobody writes deeper ones by hand, and a schema that contains itself has no end. */
  int MAX_DEPTH = 8;

  /**
   * What JSON would have said, of something that was read from texts alone. What can't be of the
   * type stays as it is, for the schema to refuse.
   */
  Object typed(Object read);

  /** A text, number or truth. */
  record Scalar(ParameterType type) implements TextType {
    static final Scalar TEXT = new Scalar(ParameterType.STRING);

    /** Clients of forms write True as often as true. */
    Optional<Object> read(String text) {
      return type.read(type == ParameterType.BOOLEAN ? text.toLowerCase(Locale.ROOT) : text);
    }

    @Override
    public Object typed(Object read) {
      return read instanceof String text ? read(text).orElse(text) : read;
    }
  }

  /** A list of such. */
  record Listed(TextType items) implements TextType {
    @Override
    public Object typed(Object read) {
      return read instanceof JsonArray list
          ? list.stream()
              .map(items::typed)
              .collect(JsonArray::new, JsonArray::add, JsonArray::addAll)
          : read;
    }
  }

  /** An object; properties that the schema doesn't know stay texts. */
  record Named(Map<String, TextType> properties) implements TextType {
    @Override
    public Object typed(Object read) {
      if (!(read instanceof JsonObject object)) {
        return read;
      }
      JsonObject typed = new JsonObject();
      object.forEach(
          each ->
              typed.put(
                  each.getKey(),
                  properties.getOrDefault(each.getKey(), Scalar.TEXT).typed(each.getValue())));
      return typed;
    }
  }

  /**
   * The types of an object's properties.
   *
   * @throws BadContract when one has a type that no text can write, or nests too deep
   */
  static Map<String, TextType> properties(JsonObject schema, References references, String where) {
    return properties(schema, references, where, MAX_DEPTH);
  }

  private static Map<String, TextType> properties(
      JsonObject schema, References references, String where, int depth) {
    JsonObject properties = references.follow(schema).getJsonObject("properties", new JsonObject());
    Map<String, TextType> types = new HashMap<>();
    for (String name : properties.fieldNames()) {
      types.put(name, of(properties.getJsonObject(name), references, where, depth));
    }
    return Map.copyOf(types);
  }

  private static TextType of(JsonObject source, References references, String where, int depth) {
    if (depth == 0) {
      throw new BadContract(where + " has a property that nests deeper than a form can say.");
    }
    JsonObject schema = references.follow(source);
    String type = type(schema);
    return switch (type) {
      case "array" ->
          new Listed(
              of(schema.getJsonObject("items", new JsonObject()), references, where, depth - 1));
      case "object" -> new Named(properties(schema, references, where, depth - 1));
      default ->
          ParameterType.named(type)
              .map(Scalar::new)
              .orElseThrow(
                  () ->
                      new BadContract(where + " has a property that no text of a form can write."));
    };
  }

  /** The type beside null, which a form leaves out. */
  private static String type(JsonObject schema) {
    Object type = schema.getValue("type");
    return type instanceof JsonArray several
        ? several.stream()
            .map(String::valueOf)
            .filter(each -> !each.equals("null"))
            .findFirst()
            .orElse("")
        : String.valueOf(type);
  }
}
