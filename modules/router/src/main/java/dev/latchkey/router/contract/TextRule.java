package dev.latchkey.router.contract;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a text must be. The lengths come first, so that pattern and format only ever see a text of
 * bounded length.
 *
 * @param minLength in code points
 * @param maxLength in code points
 */
record TextRule(
    int minLength, int maxLength, @Nullable TextFormat format, @Nullable Pattern pattern) {

  /** The keywords of a schema that make up a rule. */
  static final Set<String> KEYWORDS = Set.of("minLength", "maxLength", "pattern", "format");

  private static final Set<String> FORMATS_THAT_ONLY_DESCRIBE =
      Set.of("int32", "int64", "float", "double", "password");

  /**
   * Reads a schema's rule.
   *
   * @throws BadContract for a format that isn't checked, or a pattern that can't be
   */
  static TextRule of(JsonObject schema, String where) {
    TextFormat format = format(schema.getString("format"), where);
    int longest = format == null ? Integer.MAX_VALUE : format.maxLength();
    return new TextRule(
        schema.getInteger("minLength", 0),
        Math.min(schema.getInteger("maxLength", longest), longest),
        format,
        pattern(schema.getString("pattern"), where));
  }

  /** A complaint: a code, a space, and a sentence. Empty when there is none. */
  Optional<String> complaint(String text) {
    int length = text.codePointCount(0, text.length());
    if (length > maxLength) {
      return Optional.of("max_length It must have at most " + maxLength + " characters.");
    }
    if (length < minLength) {
      return Optional.of("min_length It must have at least " + minLength + " characters.");
    }
    if (format != null && !format.matches(text)) {
      return Optional.of("format It must be " + format.description() + ".");
    }
    if (pattern != null && !pattern.matcher(text).find()) {
      return Optional.of("pattern It must match " + pattern.pattern() + ".");
    }
    return Optional.empty();
  }

  private static @Nullable TextFormat format(@Nullable String name, String where) {
    if (name == null || FORMATS_THAT_ONLY_DESCRIBE.contains(name)) {
      return null;
    }
    return TextFormat.named(name)
        .orElseThrow(
            () -> new BadContract(where + " has the format " + name + ", which is not checked."));
  }

  private static @Nullable Pattern pattern(@Nullable String expression, String where) {
    try {
      return expression == null ? null : Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new BadContract(where + " has a pattern that is no regular expression.");
    }
  }
}
