package dev.latchkey.accounts.name;

import dev.latchkey.api.bus.Failure;
import java.text.Normalizer;
import java.util.Locale;

/**
 * What people call something.
 *
 * @param text as it was written: NFC, stripped, without control characters
 * @param key what names are compared by: in lower case
 */
public record Name(String text, String key) {

  /**
   * Reads a name.
   *
   * @param what opens the sentence of a refusal, such as {@code A role's name}
   * @param maxCharacters the most code points that it may have; it has at least one
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#INVALID_REQUEST}
   */
  public static Name of(String what, String written, int maxCharacters) {
    String text = Normalizer.normalize(written.strip(), Normalizer.Form.NFC);
    boolean control = text.codePoints().anyMatch(Character::isISOControl);
    if (text.isEmpty() || text.codePointCount(0, text.length()) > maxCharacters || control) {
      throw Failure.INVALID_REQUEST.refusal(
          "%s has 1 to %d characters and no control characters.".formatted(what, maxCharacters));
    }
    return new Name(text, text.toLowerCase(Locale.ROOT));
  }
}
