package dev.latchkey.kernel.secret;

import java.util.Base64;
import java.util.Optional;

/** Unpadded base64url (RFC 4648 section 5), for lengths that leave no spare bit. */
final class Base64Url {
  private Base64Url() {}

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static Optional<byte[]> decode(String text) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
