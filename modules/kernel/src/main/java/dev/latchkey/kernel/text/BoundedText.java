package dev.latchkey.kernel.text;

import dev.latchkey.api.access.Origin;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts what a client says about itself to what a column takes. Stateless. */
public final class BoundedText {

  private static final int MAX_ADDRESS = 64;
  private static final int MAX_USER_AGENT = 512;
  private static final int MAX_DEVICE = 100;

  /** Control characters, of which PostgreSQL refuses one, and halves of surrogate pairs. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private BoundedText() {}

  /** The same origin, safe to store. */
  public static Origin origin(Origin origin) {
    return new Origin(
        cut(origin.ipAddress(), MAX_ADDRESS),
        cut(origin.userAgent(), MAX_USER_AGENT),
        cut(origin.requestId(), MAX_DEVICE));
  }

  /** A device's name of at most 100 characters, safe to store; null for none. */
  public static @Nullable String device(@Nullable String name) {
    return cut(name, MAX_DEVICE);
  }

  /** At most so many characters of a text, safe to store; null for none. */
  public static @Nullable String cut(@Nullable String text, int maxCharacters) {
    if (text == null) {
      return null;
    }
    String printable = UNPRINTABLE.matcher(text).replaceAll("").strip();
    int characters = Math.min(maxCharacters, printable.codePointCount(0, printable.length()));
    String bounded = printable.substring(0, printable.offsetByCodePoints(0, characters));
    return bounded.isEmpty() ? null : bounded;
  }
}
