package dev.latchkey.router.contract;

import dev.latchkey.router.contract.FormPairs.Pair;
import dev.latchkey.router.contract.TextType.Listed;
import dev.latchkey.router.contract.TextType.Scalar;
import dev.latchkey.router.json.MalformedJson;
import dev.latchkey.router.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads a form, or a query that is one, into the object that JSON would have given: each text is
 * what its property's type makes of it, a property that is a list may be sent several times, one
 * that is an object is written as JSON, and what the schema does not know is text. By {@link
 * Manners#jsv} lists and objects may be written as {@link Jsv} too, and a name without an equals
 * sign, which its clients send for null, says nothing. The schema itself is asked afterwards.
 * Immutable, thread-safe.
 */
public final class FormReader {

  private final Map<String, TextType> types;
  private final boolean jsv;

  private FormReader(Map<String, TextType> types, boolean jsv) {
    this.types = types;
    this.jsv = jsv;
  }

  /**
   * @param jsv as {@link Manners#jsv}
   * @throws BadContract when a property has a type that no text can write
   */
  static FormReader of(JsonObject schema, References references, boolean jsv, String where) {
    Map<String, TextType> types = TextType.properties(schema, references, where);
    if (!jsv && types.values().stream().anyMatch(FormReader::nests)) {
      throw new BadContract(where + " has a property that no text of a form can write.");
    }
    return new FormReader(types, jsv);
  }

  private static boolean nests(TextType type) {
    return type instanceof Listed list && !(list.items() instanceof Scalar);
  }

  /** What the form says; tells what can't be read. */
  JsonObject read(byte[] form, Place place, Consumer<Violation> wrong) {
    JsonObject object = new JsonObject();
    try {
      grouped(FormPairs.of(form).stream().filter(each -> !jsv || each.valued()).toList())
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
    TextType type = types.getOrDefault(name, Scalar.TEXT);
    if (type instanceof Listed list) {
      JsonArray values = new JsonArray();
      sent.forEach(each -> values.addAll(elements(list, each, complaint)));
      object.put(name, values);
    } else if (sent.size() > 1) {
      complaint.tell("repeated", "This field may be sent only once.");
    } else {
      value(type, sent.get(0), complaint).ifPresent(value -> object.put(name, value));
    }
  }

  private JsonArray elements(Listed list, String text, Complaint complaint) {
    if (!jsv) {
      return value(list.items(), text, complaint).map(JsonArray::of).orElseGet(JsonArray::new);
    }
    return understood(() -> list.typed(Jsv.list(text)), complaint)
        .map(JsonArray.class::cast)
        .orElseGet(JsonArray::new);
  }

  private Optional<Object> value(TextType type, String text, Complaint complaint) {
    if (type instanceof Scalar scalar) {
      return scalar(scalar, text, complaint);
    }
    return understood(
        () -> jsv ? type.typed(Jsv.object(text)) : StrictJson.parseObject(Buffer.buffer(text)),
        complaint);
  }

  private static Optional<Object> scalar(Scalar type, String text, Complaint complaint) {
    Optional<Object> value = type.read(text);
    if (value.isEmpty()) {
      complaint.tell("type", "It must be of type " + type.type().wireName() + ".");
    }
    return value;
  }

  private static Optional<Object> understood(Supplier<Object> reading, Complaint complaint) {
    try {
      return Optional.of(reading.get());
    } catch (FormPairs.Malformed malformed) {
      complaint.tell(malformed.code(), malformed.getMessage());
    } catch (MalformedJson malformed) {
      complaint.tell(malformed.reason().code(), malformed.reason().detail());
    }
    return Optional.empty();
  }
}
