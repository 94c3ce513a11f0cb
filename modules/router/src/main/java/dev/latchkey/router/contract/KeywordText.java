package dev.latchkey.router.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the sender is told when a keyword is not met: a code, a space, and a sentence. */
final class KeywordText {

  private KeywordText() {}

  static String of(KeywordSite site) {
    return snake(site.keyword()) + " " + sentence(site.keyword(), site.value());
  }

  private static String snake(String keyword) {
    return keyword.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static String sentence(String keyword, @Nullable Object value) {
    return switch (keyword) {
      case "type" -> "It must be of type " + list(value, " or ") + ".";
      case "enum" -> "It must be one of: " + list(value, ", ") + ".";
      case "const" -> "It must be " + value + ".";
      case "minimum" -> "It must be at least " + value + ".";
      case "maximum" -> "It must be at most " + value + ".";
      case "exclusiveMinimum" -> "It must be greater than " + value + ".";
      case "exclusiveMaximum" -> "It must be less than " + value + ".";
      case "multipleOf" -> "It must be a multiple of " + value + ".";
      case "minItems" -> "It must have at least " + value + " elements.";
      case "maxItems" -> "It must have at most " + value + " elements.";
      case "uniqueItems" -> "No element may stand in it twice.";
      case "minProperties" -> "It must have at least " + value + " fields.";
      case "maxProperties" -> "It must have at most " + value + " fields.";
      case "propertyNames" -> "It has a field with a name that is not allowed.";
      case "oneOf" -> choice("exactly", value);
      case "anyOf" -> choice("at least", value);
      default -> "It does not have the declared shape.";
    };
  }

  private static String list(@Nullable Object values, String separator) {
    return values instanceof JsonArray several
        ? several.stream().map(String::valueOf).collect(Collectors.joining(separator))
        : String.valueOf(values);
  }

  private static String choice(String howMany, @Nullable Object branches) {
    JsonArray choices = branches instanceof JsonArray several ? several : new JsonArray();
    if (!choices.stream().allMatch(KeywordText::onlyRequires)) {
      return "It must match " + howMany + " one of the declared shapes.";
    }
    return choices.stream()
        .map(branch -> list(((JsonObject) branch).getValue("required"), " and "))
        .collect(Collectors.joining(", ", "It needs " + howMany + " one of: ", "."));
  }

  private static boolean onlyRequires(Object branch) {
    return branch instanceof JsonObject schema
        && schema.fieldNames().equals(java.util.Set.of("required"));
  }
}
