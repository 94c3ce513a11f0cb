package dev.latchkey.router.contract;

import java.util.Optional;
import java.util.regex.Pattern;
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
}
