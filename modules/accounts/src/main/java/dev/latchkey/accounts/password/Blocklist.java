package dev.latchkey.accounts.password;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Passwords that guessing programs try first. The whole password is compared, never a part of it: a
 * long phrase may contain any word. As the published lists hold mostly short passwords, the usual
 * ways of making one longer count as the same password: digits and signs around it, and saying it
 * several times.
 */
final class Blocklist {

  private static final Set<String> SERVICE = Set.of("latchkey", "changeme", "letmein", "welcome");

  /** Signs and digits at either end. */
  private static final Pattern PADDING = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");

  /** The same piece twice or more. */
  private static final Pattern REPETITION = Pattern.compile("(.{1,64}?)\\1+");

  private static final String RUNS =
      "0123456789".repeat(6)
          + " abcdefghijklmnopqrstuvwxyz qwertyuiopasdfghjklzxcvbnm"
          + " 1234567890qwertyuiop 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;"
          + " qwertzuiopasdfghjklyxcvbnm";

  /** Read when the first password is chosen, as it takes some tens of milliseconds. */
  private static final class Listed {
    static final Set<String> PASSWORDS = read();

    private static Set<String> read() {
      try {
        return new HashSet<>(
            StandardDictionaries.PASSWORDS_LOADER.load().getRankedDictionary().keySet());
      } catch (IOException e) {
        throw new UncheckedIOException("the list of common passwords is not readable", e);
      }
    }
  }

  private Blocklist() {}

  /** Why the password is refused, for its owner to read; empty when it is not. */
  static Optional<String> reason(String password, Collection<String> context) {
    String whole = password.toLowerCase(Locale.ROOT);
    String core = PADDING.matcher(unrepeated(whole)).replaceAll("");
    if (isRun(whole)) {
      return Optional.of("It is one run of digits, signs or neighbouring keys. Use several words.");
    }
    if (isListed(whole) || isListed(unrepeated(core))) {
      return Optional.of("It is among the passwords that are tried first. Use several words.");
    }
    if (context.stream().anyMatch(word -> isWord(core, word))) {
      return Optional.of("It is made of your name or address. Use words that nobody links to you.");
    }
    return Optional.empty();
  }

  private static String unrepeated(String text) {
    var repetition = REPETITION.matcher(text);
    return repetition.matches() ? repetition.group(1) : text;
  }

  private static boolean isListed(String text) {
    return Listed.PASSWORDS.contains(text) || SERVICE.contains(text);
  }

  private static boolean isRun(String text) {
    return RUNS.contains(text)
        || RUNS.contains(new StringBuilder(text).reverse())
        || text.codePoints().distinct().count() <= 2;
  }

  private static boolean isWord(String core, String word) {
    String known = word.toLowerCase(Locale.ROOT);
    String bare = PADDING.matcher(known).replaceAll("");
    return !bare.isEmpty() && (core.equals(bare) || core.equals(known));
  }
}
