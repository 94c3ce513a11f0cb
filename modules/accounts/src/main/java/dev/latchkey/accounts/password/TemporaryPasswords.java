package dev.latchkey.accounts.password;

import dev.latchkey.kernel.secret.RandomBytes;
import java.time.Duration;

/**
 * Passwords that administrators hand over: five groups of four letters and digits that nobody takes
 * for one another, such as {@code k3vn-8wq2-…}. 20 of 32 characters are 100 random bits.
 */
public final class TemporaryPasswords {

  /** How long one can be used (NIST SP 800-63B-4 §4.2.1.2: at most 24 h for what is issued). */
  public static final Duration LIFETIME = Duration.ofHours(24);

  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int CHARACTERS = 20;
  private static final int GROUP = 4;

  private TemporaryPasswords() {}

  /** A new one, of 24 characters. */
  public static String generate() {
    StringBuilder text = new StringBuilder();
    for (byte each : RandomBytes.next(CHARACTERS)) {
      if (text.length() % (GROUP + 1) == GROUP) {
        text.append('-');
      }
      text.append(ALPHABET.charAt(each & 31));
    }
    return text.toString();
  }
}
