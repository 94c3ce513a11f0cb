package dev.latchkey.accounts.email;

import dev.latchkey.api.bus.Failure;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address that every mail server takes. Narrower than RFC 5321: ASCII, no quoted local
 * part, no address literal, a domain with a dot or {@code localhost}; an international domain is
 * written in its ASCII form.
 *
 * @param text as it was written, NFC
 * @param key what addresses are compared by: NFC, lower case
 */
public record EmailAddress(String text, String key) {

  private static final int MAX_LENGTH = 254;
  private static final int MAX_LOCAL_LENGTH = 64;

  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";

  private static final Pattern SHAPE =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@(?:localhost|(?:" + LABEL + "\\.)+" + LABEL + ")");

  /**
   * Reads an address.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#EMAIL_INVALID}
   */
  public static EmailAddress of(String written) {
    String text = Normalizer.normalize(written.strip(), Normalizer.Form.NFC);
    boolean dots = text.startsWith(".") || text.contains("..") || text.contains(".@");
    if (text.length() > MAX_LENGTH
        || text.indexOf('@') > MAX_LOCAL_LENGTH
        || dots
        || !SHAPE.matcher(text).matches()) {
      throw Failure.EMAIL_INVALID.refusal();
    }
    return new EmailAddress(text, key(text));
  }

  /** What an address, or a handle, is compared by, whether it is well-formed or not. */
  public static String key(String text) {
    return Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /** The part before the at sign. */
  public String local() {
    return key.substring(0, key.indexOf('@'));
  }
}
