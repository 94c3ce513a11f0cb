package dev.latchkey.kernel.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * What a derived value is for. Two purposes never share a value, so that a link that resets a
 * password cannot accept an invitation.
 *
 * @param name 2 to 64 characters of {@code a-z 0-9 . _ -}, a letter first; part of every value that
 *     was handed out, so renaming one invalidates them
 */
public record Purpose(String name) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9._-]{1,63}");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it has another shape
   */
  public Purpose {
    if (!SHAPE.matcher(name).matches()) {
      throw new IllegalArgumentException("A purpose is named by " + SHAPE.pattern());
    }
  }

  /** The data behind the name and a zero byte, which no name contains: no two pairs look alike. */
  byte[] frame(byte[] data) {
    return ByteBuffer.allocate(name.length() + 1 + data.length)
        .put(name.getBytes(US_ASCII))
        .put((byte) 0)
        .put(data)
        .array();
  }
}
