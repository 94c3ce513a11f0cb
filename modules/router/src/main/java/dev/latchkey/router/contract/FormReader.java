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
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads a form, or a query that is one, into the object that JSON would have given: each text is
 * what its property's type makes of it, a property that is a list may be sent several times, one
 * that is an object is written as JSON, and what the schema does not know is text. By {@link
 * Manners#jsv} lists and objects may be written as {@link Jsv} too, and a name without an equals
 * sign, which its clients send for null, says nothing. By {@link Manners#looseMembers} names are
 * taken in any case, and an empty text for what is no text says nothing either. The schema itself
 * is asked afterwards. Immutable, thread-safe.
 */
public final class FormReader {

  private final Map<String, TextType> types;
  private final Manners manners;

  private FormReader(Map<String, TextType> types, Manners manners) {
    this.types = types;
    this.manners = manners;
  }

  /**
   * @throws BadContract when a property has a type that no text can write
   */
  static FormReader of(JsonObject schema, References references, Manners manners, String where) {
    Map<String, TextType> types = TextType.properties(schema, references, where);
    if (!manners.jsv() && types.values().stream().anyMatch(FormReader::nests)) {
      throw new BadContract(where + " has a property that no text of a form can write.");
    }
    return new FormReader(types, manners);
  }

  private static boolean nests(TextType type) {
    return type instanceof Listed list && !(list.items() instanceof Scalar);
  }

  /** What the form says; tells what can't be read. */
  JsonObject read(byte[] form, Place place, Consumer<Violation> wrong) {
    JsonObject object = new JsonObject();
    try {
      grouped(FormPairs.of(form).stream().filter(each -> !manners.jsv() || each.valued()).toList())
          .forEach((name, sent) -> put(object, name, sent, told(place, name, wrong)));
    } catch (FormPairs.Malformed malformed) {
      wrong.accept(new Violation(place, "", malformed.code(), malformed.getMessage()));
    }
    return object;
  }

  private Map<String, List<String>> grouped(List<Pair> pairs) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Pair each : pairs) {
      String name = manners.looseMembers() ? LooseMembers.name(each.name(), types) : each.name();
      values.merge(name, List.of(each.value()), FormReader::joined);
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
    } else if (!saysNothing(type, sent.get(0))) {
      value(type, sent.get(0), complaint).ifPresent(value -> object.put(name, value));
    }
  }

  private boolean saysNothing(TextType type, String text) {
    return manners.looseMembers() && text.isEmpty() && !type.equals(Scalar.TEXT);
  }

  private JsonArray elements(Listed list, String text, Complaint complaint) {
    if (!manners.jsv()) {
      return value(list.items(), text, complaint).map(JsonArray::of).orElseGet(JsonArray::new);
    }
    return understood(() -> list.typed(spelled(Jsv.list(text), list)), complaint)
        .map(JsonArray.class::cast)
        .orElseGet(JsonArray::new);
  }

  private Optional<Object> value(TextType type, String text, Complaint complaint) {
    if (type instanceof Scalar scalar) {
      return scalar(scalar, text, complaint);
    }
    return understood(() -> object(type, text), complaint);
  }

  private Object object(TextType type, String text) {
    return manners.jsv()
        ? type.typed(spelled(Jsv.object(text), type))
        : spelled(StrictJson.parseObject(Buffer.buffer(text)), type);
  }

  private Object spelled(Object sent, TextType type) {
    return manners.looseMembers() ? Objects.requireNonNull(LooseMembers.spelled(sent, type)) : sent;
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
