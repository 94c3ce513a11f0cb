package dev.latchkey.kernel.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One setting as it was written: its key such as {@code http.port}, its value (or the entries of
 * its list), and where it was found, in words for a sentence.
 */
record Setting(String key, List<String> values, boolean isList, String source) {
  private static final int MAX_TEXT_CHARACTERS = 1024;
  private static final Predicate<String> CONTROL = Pattern.compile("\\p{Cc}").asPredicate();

  static Setting single(String key, String value, String source) {
    return new Setting(key, List.of(value), false, source);
  }

  static Setting list(String key, List<String> values, String source) {
    return new Setting(key, List.copyOf(values), true, source);
  }

  Setting from(String otherSource) {
    return new Setting(key, values, isList, otherSource);
  }

  /** The one value of a setting that is no list. */
  String value() {
    return values.get(0);
  }

  /** The value as a text of one line; empty when it is blank. */
  Optional<String> text() {
    return line(value());
  }

  /** A list's entry as a text of one line. */
  String entry(String text) {
    return line(text).orElseThrow(() -> refused("has an empty entry."));
  }

  /** What the value was read as, if it could be and is allowed. */
  <T> T accepted(Optional<T> read, Predicate<T> allowed, String description) {
    return read.filter(allowed)
        .orElseThrow(
            () -> refused("is " + Notation.quoted(value()) + ", but must be " + description + "."));
  }

  BadSetting refused(String wrong) {
    return new BadSetting(key + " (" + source + ") " + wrong);
  }

  /** Without the value, which may be a secret. */
  @Override
  public String toString() {
    return key + " (" + source + ")";
  }

  private Optional<String> line(String text) {
    if (text.length() > MAX_TEXT_CHARACTERS) {
      throw refused("is longer than " + MAX_TEXT_CHARACTERS + " characters.");
    }
    if (CONTROL.test(text)) {
      throw refused("holds a control character, such as a line break.");
    }
    return Optional.of(text).filter(some -> !some.isBlank());
  }
}
