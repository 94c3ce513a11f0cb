package dev.latchkey.kernel.secret;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A stored hash in the PHC string format: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
record Argon2Hash(Argon2Parameters parameters, byte[] salt, byte[] hash) {
  /** What new hashes have; RFC 9106 section 3.1 recommends a salt of 16 bytes. */
  static final int SALT_BYTES = 16;

  static final int HASH_BYTES = 32;

  // 8 to 64 bytes of salt, 16 to 64 of hash, in base64 without padding.
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

  /** Empty for anything but a hash that can be verified at a bounded cost. */
  static Optional<Argon2Hash> parse(@Nullable String phc) {
    Matcher parts = PHC.matcher(phc == null ? "" : phc);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(parts));
    } catch (IllegalArgumentException outOfBounds) {
      return Optional.empty();
    }
  }

  private static Argon2Hash read(Matcher parts) {
    Base64.Decoder base64 = Base64.getDecoder();
    var parameters = new Argon2Parameters(number(parts, 1), number(parts, 2), number(parts, 3));
    return new Argon2Hash(parameters, base64.decode(parts.group(4)), base64.decode(parts.group(5)));
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  /** Whether a hash made today would have the same cost and lengths. */
  boolean isLike(Argon2Parameters current) {
    return parameters.equals(current) && salt.length == SALT_BYTES && hash.length == HASH_BYTES;
  }

  String toPhc() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            parameters.memoryKib(),
            parameters.iterations(),
            parameters.parallelism(),
            base64.encodeToString(salt),
            base64.encodeToString(hash));
  }

  @Override
  public String toString() {
    return "Argon2Hash[" + parameters + "]";
  }
}
