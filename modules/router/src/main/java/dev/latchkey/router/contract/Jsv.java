package dev.latchkey.router.contract;

import dev.latchkey.router.contract.FormPairs.Malformed;
import dev.latchkey.router.json.MalformedJson;
import dev.latchkey.router.json.MalformedJson.Reason;
import dev.latchkey.router.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads ServiceStack's JSV: lists as {@code [a,b]}, objects as {@code {UserName:joe,Roles:[a,b]}},
 * and each value a text, in double quotes (doubled inside) where it holds one of {@code []{},"}.
 * Blanks around a name or value don't count unless they are in quotes. What begins as only JSON
 * does is read as JSON if it is some, as clients write either. Within the bounds of {@link
 * StrictJson}; whatever could be meant in two ways is refused.
 */
final class Jsv {

  private static final String ENDS_A_VALUE = "[]{},\"";
  private static final String ENDS_A_NAME = ENDS_A_VALUE + ":";
  private static final String SYNTAX = "syntax";

  /** Names of JSON are always quoted, and those of JSV hardly ever. */
  private static final Pattern LIKE_JSON = Pattern.compile("[\\s\\[{]++\"");

  private static final Set<Reason> NO_JSON = Set.of(Reason.SYNTAX, Reason.TRAILING_CONTENT);

  private final String text;
  private int at;

  private Jsv(String text) {
    this.text = text;
  }

  /**
   * @return an object of texts, lists and objects
   * @throws Malformed when it is none, or not within the bounds
   */
  static JsonObject object(String text) {
    if (json(text).orElseGet(() -> new Jsv(text).whole()) instanceof JsonObject object) {
      return object;
    }
    throw new Malformed("not_an_object", "It must be an object, as JSON or as {Name:value,...}.");
  }

  /**
   * As clients write lists, also {@code a,b} without brackets; an empty text has no elements.
   *
   * @return a list of texts, lists and objects
   * @throws Malformed when it can't be read, or not within the bounds
   */
  static JsonArray list(String text) {
    if (text.isBlank()) {
      return new JsonArray();
    }
    String bracketed = text.strip().startsWith("[") ? text : "[" + text + "]";
    return (JsonArray) json(bracketed).orElseGet(() -> new Jsv(bracketed).whole());
  }

  private static Optional<Object> json(String text) {
    if (!LIKE_JSON.matcher(text).lookingAt()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(StrictJson.parse(Buffer.buffer(text)));
    } catch (MalformedJson malformed) {
      if (NO_JSON.contains(malformed.reason())) {
        return Optional.empty();
      }
      throw new Malformed(malformed.reason().code(), malformed.reason().detail());
    }
  }

  private Object whole() {
    Object value = value(0);
    if (at < text.length()) {
      throw new Malformed("trailing_content", "Something follows the end of the value.");
    }
    return value;
  }

  /** A value, and the blanks on both its sides. */
  private Object value(int depth) {
    skipBlanks();
    Object value =
        switch (next()) {
          case '[' -> list(deeper(depth));
          case '{' -> object(deeper(depth));
          default -> text(ENDS_A_VALUE);
        };
    skipBlanks();
    return value;
  }

  private JsonArray list(int depth) {
    JsonArray list = new JsonArray();
    for (boolean more = opens(']'); more; more = goesOn(']')) {
      bounded(list.size() < StrictJson.MAX_MEMBERS);
      list.add(value(depth));
    }
    return list;
  }

  private JsonObject object(int depth) {
    JsonObject object = new JsonObject();
    for (boolean more = opens('}'); more; more = goesOn('}')) {
      bounded(object.size() < StrictJson.MAX_MEMBERS);
      String name = name();
      if (object.containsKey(name)) {
        throw new Malformed("duplicate_key", "An object has the same name twice.");
      }
      object.put(name, value(depth));
    }
    return object;
  }

  private String name() {
    skipBlanks();
    String name = text(ENDS_A_NAME);
    skipBlanks();
    bounded(name.length() <= StrictJson.MAX_KEY_CHARS);
    expect(':');
    return name;
  }

  /** Quoted, or up to what is special here; nothing at all could be an empty text or none. */
  private String text(String ends) {
    if (next() == '"') {
      return quoted();
    }
    int from = at;
    while (at < text.length() && ends.indexOf(next()) < 0) {
      at++;
    }
    String bare = text.substring(from, at).strip();
    if (bare.isEmpty()) {
      throw new Malformed(SYNTAX, "A name or value is missing; an empty one is written as \"\".");
    }
    return bare;
  }

  private String quoted() {
    StringBuilder inside = new StringBuilder();
    int from = at + 1;
    do {
      int close = text.indexOf('"', at + 1);
      if (close < 0) {
        throw new Malformed(SYNTAX, "A quote is not closed.");
      }
      inside.append(text, from, close);
      at = close + 1;
      from = at;
    } while (next() == '"');
    return inside.toString();
  }

  /** Whether something is between the brackets. */
  private boolean opens(char close) {
    at++;
    skipBlanks();
    return !took(close);
  }

  private boolean goesOn(char close) {
    if (took(close)) {
      return false;
    }
    expect(',');
    return true;
  }

  private boolean took(char wanted) {
    if (next() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char wanted) {
    if (!took(wanted)) {
      throw new Malformed(SYNTAX, "It is neither JSON nor JSV.");
    }
  }

  private void skipBlanks() {
    while (Character.isWhitespace(next())) {
      at++;
    }
  }

  /** NUL at the end, which no text of a form has in it. */
  private char next() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private static int deeper(int depth) {
    bounded(depth < StrictJson.MAX_DEPTH);
    return depth + 1;
  }

  private static void bounded(boolean within) {
    if (!within) {
      throw new Malformed("limit_passed", "It is larger or deeper than can be taken.");
    }
  }
}
