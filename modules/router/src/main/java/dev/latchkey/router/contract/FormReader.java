package dev.latchkey.router.contract;

import dev.latchkey.router.contract.FormPairs.Pair;
import dev.latchkey.router.json.MalformedJson;
import dev.latchkey.router.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a form, or a query that is one, into the object that JSON would have given: each text is
 * what its property's type makes of it, a property that is a list may be sent several times, one
 * that is an object is written as JSON, and what the schema does not know is text. The schema
 * itself is asked afterwards. Immutable, thread-safe.
 */
public final class FormReader {

  private final Map<String, Field> fields;

  private FormReader(Map<String, Field> fields) {
    this.fields = fields;
  }

  /**
   * A property.
   *
   * @param type of its texts; empty for an object
   * @param array whether it may be sent several times
   */
  private record Field(Optional<ParameterType> type, boolean array) {
    static final Field UNKNOWN = new Field(Optional.of(ParameterType.STRING), false);
  }

  /**
   * @throws BadContract when a property has a type that no text can write
   */
  static FormReader of(JsonObject schema, References references, String where) {
    JsonObject properties = references.follow(schema).getJsonObject("properties", new JsonObject());
    Map<String, Field> fields = new HashMap<>();
    for (String name : properties.fieldNames()) {
      fields.put(name, field(references.follow(properties.getJsonObject(name)), references, where));
    }
    return new FormReader(Map.copyOf(fields));
  }

  private static Field field(JsonObject schema, References references, String where) {
    String type = type(schema);
    if (type.equals("array")) {
      JsonObject items = references.follow(schema.getJsonObject("items"));
      return new Field(Optional.of(scalar(type(items), where)), true);
    }
    return new Field(
        type.equals("object") ? Optional.empty() : Optional.of(scalar(type, where)), false);
  }

  private static ParameterType scalar(String type, String where) {
    return ParameterType.named(type)
        .orElseThrow(
            () -> new BadContract(where + " has a property that no text of a form can write."));
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

  /** What the form says; tells what can't be read. */
  JsonObject read(byte[] form, Place place, Consumer<Violation> wrong) {
    JsonObject object = new JsonObject();
    try {
      grouped(FormPairs.of(form))
          .forEach((name, sent) -> put(object, name, sent, told(place, name, wrong)));
    } catch (FormPairs.Malformed malformed) {
      wrong.accept(new Violation(place, "", malformed.code(), malformed.getMessage()));
    }
    return object;
  }

  private static Map<String, List<String>> grouped(List<Pair> pairs) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Pair each : pairs) {
      values.merge(each.name(), List.of(each.value()), FormReader::joined);
    }
    return values;
  }

  private static List<String> joined(List<String> before, List<String> next) {
    List<String> both = new java.util.ArrayList<>(before);
    both.addAll(next);
    return both;
  }

  /** Says what is wrong with one property. */
  @FunctionalInterface
  private interface Complaint {
    void tell(String code, String detail);
  }

  private static Complaint told(Place place, String name, Consumer<Violation> wrong) {
    String pointer = "/" + InstancePointer.shown(name);
    return (code, detail) -> wrong.accept(new Violation(place, pointer, code, detail));
  }

  private void put(JsonObject object, String name, List<String> sent, Complaint complaint) {
    Field field = fields.getOrDefault(name, Field.UNKNOWN);
    if (field.array()) {
      JsonArray values = new JsonArray();
      sent.forEach(each -> value(field, each, complaint).ifPresent(values::add));
      object.put(name, values);
    } else if (sent.size() > 1) {
      complaint.tell("repeated", "This field may be sent only once.");
    } else {
      value(field, sent.get(0), complaint).ifPresent(value -> object.put(name, value));
    }
  }

  private static Optional<Object> value(Field field, String text, Complaint complaint) {
    return field
        .type()
        .map(type -> scalar(type, text, complaint))
        .orElseGet(() -> object(text, complaint));
  }

  /** Clients of forms write True as often as true. */
  private static Optional<Object> scalar(ParameterType type, String text, Complaint complaint) {
    String written = type == ParameterType.BOOLEAN ? text.toLowerCase(Locale.ROOT) : text;
    Optional<Object> value = type.read(written);
    if (value.isEmpty()) {
      complaint.tell("type", "It must be of type " + type.wireName() + ".");
    }
    return value;
  }

  private static Optional<Object> object(String text, Complaint complaint) {
    try {
      return Optional.of(StrictJson.parseObject(Buffer.buffer(text)));
    } catch (MalformedJson malformed) {
      complaint.tell(malformed.reason().code(), malformed.reason().detail());
      return Optional.empty();
    }
  }
}
