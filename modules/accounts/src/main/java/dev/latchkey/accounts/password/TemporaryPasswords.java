package dev.latchkey.accounts.password;

import dev.latchkey.kernel.secret.RandomBytes;
import java.time.Duration;

/**
 * Passwords that administrators hand over: six groups of four letters and digits that nobody takes
 * for one another, such as {@code k3vn-8wq2-…}. 24 of 32 characters are 120 random bits: from 112
 * on NIST SP 800-63B-4 section 3.1.2 lets a fast hash do, so they are kept under {@link
 * dev.latchkey.kernel.secret.PasswordHasher#hashRandom}, and making an account costs no slow one.
 */
public final class TemporaryPasswords {

  /** How long one can be used (NIST SP 800-63B-4 §4.2.1.2: at most 24 h for what is issued). */
  public static final Duration LIFETIME = Duration.ofHours(24);

  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int CHARACTERS = 24;
  private static final int GROUP = 4;

  private TemporaryPasswords() {}

  /** A new one, of 29 characters. */
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
