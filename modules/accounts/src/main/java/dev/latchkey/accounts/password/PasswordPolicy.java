package dev.latchkey.accounts.password;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.kernel.config.Settings;
import io.vertx.core.Future;
import java.text.Normalizer;
import java.util.Collection;

/**
 * What a new password must be (NIST SP 800-63B-4 §3.1.1.2): long enough, and neither well known nor
 * made from what everybody knows of its owner. No rules of composition, no expiry. Lengths count
 * code points after NFC.
 *
 * @param minLength as the only factor, 8 to 64, default 15
 * @param maxLength 64 to 1024, default 256; beyond it a password is refused, never cut
 */
public record PasswordPolicy(int minLength, int maxLength) {

  /** Reads the settings below {@code passwords}. */
  public static PasswordPolicy from(Settings settings) {
    return new PasswordPolicy(
        settings.integer("passwords.min-length", 8, 64),
        settings.integer("passwords.max-length", 64, 1024));
  }

  /**
   * Accepts a password, or fails with {@link Failure#PASSWORD_TOO_SHORT}, {@link
   * Failure#PASSWORD_TOO_LONG} or {@link Failure#PASSWORD_BLOCKLISTED} and the reason.
   *
   * @param context words that everybody knows of its owner: addresses, names
   */
  public Future<Void> check(String password, Collection<String> context) {
    String text = Normalizer.normalize(password, Normalizer.Form.NFC);
    int length = text.codePointCount(0, text.length());
    if (length < minLength) {
      return refused(
          Failure.PASSWORD_TOO_SHORT,
          "Use at least %d characters; several words make a good one.",
          minLength);
    }
    if (length > maxLength) {
      return refused(Failure.PASSWORD_TOO_LONG, "Use at most %d characters.", maxLength);
    }
    return Blocklist.reason(text, context)
        .map(reason -> Future.<Void>failedFuture(Failure.PASSWORD_BLOCKLISTED.refusal(reason)))
        .orElseGet(Future::succeededFuture);
  }

  private static Future<Void> refused(Failure failure, String sentence, int bound) {
    return Future.failedFuture(
        failure.refusal(String.format(java.util.Locale.ROOT, sentence, bound)));
  }
}
