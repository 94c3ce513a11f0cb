package dev.latchkey.router.contract;

import dev.latchkey.router.contract.FormPairs.Malformed;
import dev.latchkey.router.contract.TextType.Listed;
import dev.latchkey.router.contract.TextType.Named;
import dev.latchkey.router.contract.TextType.Scalar;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spells an object as its schema does, for clients that write names in any case, and null in every
 * field that they have no value for ({@link Manners#looseMembers}): a name that differs from one of
 * the schema in case alone becomes that, and members that are null are dropped, in objects at any
 * depth. Names that the schema does not know stay, as do nulls in lists. Immutable, thread-safe.
 */
public final class LooseMembers {

  private final Named type;

  private LooseMembers(Named type) {
    this.type = type;
  }

  /**
   * Those of a body.
   *
   * @throws BadContract as {@link FormReader#of}
   */
  static LooseMembers of(JsonObject schema, References references, String where) {
    return new LooseMembers(new Named(TextType.properties(schema, references, where)));
  }

  /**
   * What was sent, as the schema spells it.
   *
   * @throws Malformed when an object has a name in two spellings
   */
  @Nullable Object spelled(@Nullable Object sent) {
    return spelled(sent, type);
  }

  /** The same of a value whose type is known. */
  static @Nullable Object spelled(@Nullable Object sent, TextType type) {
    if (sent instanceof JsonObject object) {
      return object(object, type instanceof Named named ? named.properties() : Map.of());
    }
    return sent instanceof JsonArray list
        ? list(list, type instanceof Listed listed ? listed.items() : Scalar.TEXT)
        : sent;
  }

  private static JsonObject object(JsonObject sent, Map<String, TextType> types) {
    JsonObject object = new JsonObject();
    for (Map.Entry<String, Object> each : sent) {
      if (each.getValue() != null) {
        String name = name(each.getKey(), types);
        if (object.containsKey(name)) {
          throw new Malformed("duplicate_key", "An object has the same name twice.");
        }
        object.put(name, spelled(each.getValue(), types.getOrDefault(name, Scalar.TEXT)));
      }
    }
    return object;
  }

  private static JsonArray list(JsonArray sent, TextType items) {
    JsonArray list = new JsonArray();
    sent.forEach(each -> list.add(spelled(each, items)));
    return list;
  }

  /** A name as the schema has it. */
  static String name(String sent, Map<String, TextType> types) {
    return types.containsKey(sent)
        ? sent
        : types.keySet().stream().filter(sent::equalsIgnoreCase).findFirst().orElse(sent);
  }
}
