package dev.latchkey.router.product;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Names of fields: with underscores here, in camelCase on the bus. Pure. */
final class Spelling {

  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");
  private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");

  private Spelling() {}

  /** A name as the bus has it. */
  static String camel(String name) {
    return UNDERSCORE.matcher(name).replaceAll(it -> it.group(1).toUpperCase(Locale.ROOT));
  }

  /** A name as this surface has it. */
  static String snake(String name) {
    return CAPITAL.matcher(name).replaceAll(it -> "_" + it.group().toLowerCase(Locale.ROOT));
  }

  /** The same fields under this surface's names. */
  static JsonObject snake(JsonObject object) {
    return renamed(object, Spelling::snake);
  }

  /** The same fields under the bus's names. */
  static JsonObject camel(JsonObject object) {
    return renamed(object, Spelling::camel);
  }

  private static JsonObject renamed(JsonObject object, UnaryOperator<String> name) {
    JsonObject renamed = new JsonObject();
    object.fieldNames().forEach(each -> renamed.put(name.apply(each), object.getValue(each)));
    return renamed;
  }
}
