package dev.latchkey.kernel.secret;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The stored hash of a password that is all chance: {@code $random-sha256$v=1$salt$hash}, SHA-256
 * over 16 bytes of salt and the password. Nobody guesses 112 random bits, however fast a guess is,
 * so NIST SP 800-63B-4 section 3.1.2 lets an ordinary approved hash do for such secrets.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
record RandomSecretHash(byte[] salt, byte[] hash) {

  private static final int SALT_BYTES = 16;

  private static final String PREFIX = "$random-sha256$v=1$";

  // 16 bytes and 32, in base64 without padding.
  private static final Pattern PHC =
      Pattern.compile(Pattern.quote(PREFIX) + "([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

  /** The hash of a password, with new salt. */
  static RandomSecretHash of(byte[] text) {
    byte[] salt = RandomBytes.next(SALT_BYTES);
    return new RandomSecretHash(salt, digest(salt, text));
  }

  /** Empty for anything else. */
  static Optional<RandomSecretHash> parse(@Nullable String phc) {
    Matcher parts = PHC.matcher(phc == null ? "" : phc);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Base64.Decoder base64 = Base64.getDecoder();
    return Optional.of(
        new RandomSecretHash(base64.decode(parts.group(1)), base64.decode(parts.group(2))));
  }

  /** Whether it is the hash of that password; constant time. */
  boolean matches(byte[] text) {
    return MessageDigest.isEqual(digest(salt, text), hash);
  }

  String toPhc() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return PREFIX + base64.encodeToString(salt) + '$' + base64.encodeToString(hash);
  }

  @Override
  public String toString() {
    return "RandomSecretHash[]";
  }

  private static byte[] digest(byte[] salt, byte[] text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(salt);
      return sha256.digest(text);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform offers SHA-256.", impossible);
    }
  }
}
