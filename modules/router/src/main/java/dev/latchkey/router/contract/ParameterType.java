package dev.latchkey.router.contract;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the text of a parameter is read as. */
public enum ParameterType {
  STRING,
  INTEGER,
  NUMBER,
  BOOLEAN;

  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,17}");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?");

  /** The type that a schema calls so. */
  static Optional<ParameterType> named(String name) {
    return Stream.of(values()).filter(each -> each.wireName().equals(name)).findFirst();
  }

  /** The name in a schema. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The value that a text writes; empty when it writes none of this type. */
  Optional<Object> read(String text) {
    return switch (this) {
      case STRING -> Optional.of(text);
      case INTEGER -> integer(text);
      case NUMBER -> number(text);
      case BOOLEAN -> bool(text);
    };
  }

  private static Optional<Object> integer(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(text);
    return Optional.of(number == (int) number ? (Object) (int) number : (Object) number);
  }

  private static Optional<Object> number(String text) {
    return DECIMAL.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : Optional.empty();
  }

  private static Optional<Object> bool(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
