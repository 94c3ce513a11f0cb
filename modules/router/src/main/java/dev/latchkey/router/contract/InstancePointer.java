package dev.latchkey.router.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in a value an error arose.
 *
 * @param text the JSON pointer (RFC 6901)
 * @param last the last name or index of it, empty at the root
 * @param value what stands there
 */
record InstancePointer(String text, String last, @Nullable Object value) {
  /** What a sender may have meant as a name; secrets that slipped into a name's place are not. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}_$@.][\\p{L}\\p{N}_$@.:/~-]{0,39}");

  /**
   * Follows a location of the library, which is a pointer in a URI fragment. A name that it wrote
   * in a way that can't be read back ends the pointer before it.
   */
  static InstancePointer find(@Nullable Object root, String location) {
    InstancePointer reached = new InstancePointer("", "", root);
    String[] tokens = location.split("/", -1);
    for (int i = 1; i < tokens.length; i++) {
      reached = reached.step(decode(tokens[i]));
    }
    return reached;
  }

  private InstancePointer step(String name) {
    if (value instanceof JsonObject object && object.containsKey(name)) {
      return new InstancePointer(text + "/" + shown(name), name, object.getValue(name));
    }
    if (value instanceof JsonArray array) {
      return new InstancePointer(text + "/" + name, name, array.getValue(Integer.parseInt(name)));
    }
    return this;
  }

  /** A name that the sender chose, as it may be repeated. */
  static String shown(String name) {
    return NAME.matcher(name).matches()
        ? name.replace("~", "~0").replace("/", "~1")
        : "(not shown)";
  }

  /** A name as it was before the library wrote it into a location. */
  static String decode(String token) {
    try {
      String name = URLDecoder.decode(token.replace("+", "%2B"), StandardCharsets.UTF_8);
      return name.replace("~1", "/").replace("~0", "~");
    } catch (IllegalArgumentException notEncodedWell) {
      return token;
    }
  }
}
