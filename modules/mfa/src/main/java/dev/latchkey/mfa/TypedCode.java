package dev.latchkey.mfa;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What people make of codes when they type or paste them. However it is grouped, a code is the same
 * code.
 */
final class TypedCode {

  /** More than a code with a separator behind each character (chosen, not measured). */
  private static final int LONGEST = 64;

  private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{Pd}]+");
  private static final Pattern TOTP = Pattern.compile("[0-9]{6}");
  private static final Pattern RECOVERY_CODE = Pattern.compile("[A-Za-z2-7]{16}");

  private TypedCode() {}

  /** The six digits of an authenticator app's code; empty for what can't be one. */
  static Optional<String> totp(String typed) {
    return bare(typed, TOTP);
  }

  /** The sixteen capital letters and digits of a recovery code; empty for what can't be one. */
  static Optional<String> recoveryCode(String typed) {
    return bare(typed, RECOVERY_CODE).map(code -> code.toUpperCase(Locale.ROOT));
  }

  private static Optional<String> bare(String typed, Pattern shape) {
    return Optional.of(typed)
        .filter(text -> text.length() <= LONGEST)
        .map(text -> SEPARATORS.matcher(text).replaceAll(""))
        .filter(text -> shape.matcher(text).matches());
  }
}
