package dev.latchkey.kernel.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of a password that are hashed: UTF-8 of its NFC form (NIST SP 800-63B-4 section
 * 3.1.1.2).
 */
final class PasswordText {
  static final int MAX_CODE_POINTS = 1024;
  static final int MAX_BYTES = 4096;

  private static final int MAX_BYTES_PER_CHAR = 3;

  private PasswordText() {}

  /** Empty when the password is longer than the bounds, or no Unicode text. */
  static Optional<byte[]> bytes(CharSequence password) {
    // The cheap bound comes first: normalising must not be a way to burn time.
    if (password.length() > 2 * MAX_CODE_POINTS
        || Character.codePointCount(password, 0, password.length()) > MAX_CODE_POINTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(encode(normalised(password))).filter(bytes -> bytes.length <= MAX_BYTES);
    } catch (CharacterCodingException loneSurrogate) {
      return Optional.empty();
    }
  }

  private static CharSequence normalised(CharSequence password) {
    return Normalizer.isNormalized(password, Form.NFC)
        ? password
        : Normalizer.normalize(password, Form.NFC);
  }

  private static byte[] encode(CharSequence text) throws CharacterCodingException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES_PER_CHAR * text.length());
    CoderResult result = UTF_8.newEncoder().encode(CharBuffer.wrap(text), buffer, true);
    if (!result.isUnderflow()) {
      result.throwException();
    }
    byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
    Arrays.fill(buffer.array(), (byte) 0);
    return bytes;
  }
}
