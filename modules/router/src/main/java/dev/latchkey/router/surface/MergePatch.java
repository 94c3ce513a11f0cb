package dev.latchkey.router.surface;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A merge patch (RFC 7396) in two parts, as null does not travel on the bus.
 *
 * @param set what has a value, as plain maps and lists
 * @param clear JSON pointers to what is null; the names that a contract lets through need no
 *     escapes
 */
public record MergePatch(Map<String, Object> set, Set<String> clear) {

  /** The patch of a body. */
  public static MergePatch of(JsonObject body) {
    Set<String> clear = new LinkedHashSet<>();
    return new MergePatch(values(body, "", clear), clear);
  }

  private static Map<String, Object> values(JsonObject object, String at, Set<String> clear) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : object.fieldNames()) {
      Object value = value(object.getValue(name), at + "/" + name, clear);
      if (value == null) {
        clear.add(at + "/" + name);
      } else {
        values.put(name, value);
      }
    }
    return values;
  }

  private static @Nullable Object value(@Nullable Object json, String at, Set<String> clear) {
    if (json instanceof JsonObject object) {
      return values(object, at, clear);
    }
    return json instanceof JsonArray list ? List.copyOf(list.getList()) : json;
  }
}
