package dev.latchkey.router.contract;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The formats that a contract may ask of a text. Each has a greatest length, in code points, that
 * is checked first. They are our own because the library's let its regular expressions loose on
 * texts of any length, fail on an empty address and accept a time without a zone.
 */
enum TextFormat {
  /** A plausible address: one @ between two parts (RFC 5321 4.5.3.1: 64, and 254 in all). */
  EMAIL(254, "an e-mail address"),
  /** RFC 9562 4: 36 characters, in upper or lower case. */
  UUID(36, "a UUID"),
  /** RFC 3339 5.6, always with a zone, up to nanoseconds, without leap seconds. */
  DATE_TIME(35, "a time with its zone, such as 2026-11-21T10:00:00Z"),
  /** RFC 3986 with a scheme; 2,048 is chosen, not measured. */
  URI(2_048, "an absolute URI"),
  /**
   * No control character but around it, where texts are stripped; 4,096 is chosen, not measured.
   */
  SINGLE_LINE(4_096, "text without control characters");

  private static final int MAX_LOCAL_PART = 64;
  private static final Pattern UUID_SHAPE =
      Pattern.compile("\\p{XDigit}{8}-(\\p{XDigit}{4}-){3}\\p{XDigit}{12}");
  private static final Pattern DATE_TIME_SHAPE =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

  private final int maxLength;
  private final String description;

  TextFormat(int maxLength, String description) {
    this.maxLength = maxLength;
    this.description = description;
  }

  /** The format that a contract calls so, such as {@code date-time}. */
  static Optional<TextFormat> named(String name) {
    return Stream.of(values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
        .findFirst();
  }

  /** The greatest length, in code points. */
  int maxLength() {
    return maxLength;
  }

  /** What it is, for a sentence. */
  String description() {
    return description;
  }

  /** Whether a text that is not too long has this format. */
  boolean matches(String text) {
    return switch (this) {
      case EMAIL -> isEmail(text);
      case UUID -> UUID_SHAPE.matcher(text).matches();
      case DATE_TIME -> isDateTime(text);
      case URI -> isUri(text);
      case SINGLE_LINE -> text.strip().codePoints().noneMatch(Character::isISOControl);
    };
  }

  private static boolean isEmail(String text) {
    int at = text.indexOf('@');
    String domain = text.substring(at + 1);
    return at > 0
        && at <= MAX_LOCAL_PART
        && !domain.isEmpty()
        && domain.indexOf('@') < 0
        && !("." + domain + ".").contains("..")
        && text.codePoints().noneMatch(TextFormat::isBlankOrControl);
  }

  private static boolean isBlankOrControl(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.FORMAT;
  }

  private static boolean isDateTime(String text) {
    try {
      return DATE_TIME_SHAPE.matcher(text).matches() && OffsetDateTime.parse(text) != null;
    } catch (DateTimeException noSuchTime) {
      return false;
    }
  }

  private static boolean isUri(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException none) {
      return false;
    }
  }
}
