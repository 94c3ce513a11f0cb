package dev.latchkey.mfa;

/** Base32 (RFC 4648 section 6) of whole groups of five bytes, so without padding. */
final class Base32 {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS = 5;
  private static final int LAST_CHARACTER = 31;

  private Base32() {}

  /**
   * The text of these bytes.
   *
   * @throws IllegalArgumentException when their number can't be divided by five
   */
  static String encode(byte[] bytes) {
    if (bytes.length % BITS != 0) {
      throw new IllegalArgumentException("not groups of five bytes");
    }
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < bytes.length * Byte.SIZE; bit += BITS) {
      text.append(ALPHABET.charAt(five(bytes, bit)));
    }
    return text.toString();
  }

  private static int five(byte[] bytes, int bit) {
    int at = bit / Byte.SIZE;
    int next = at + 1 < bytes.length ? Byte.toUnsignedInt(bytes[at + 1]) : 0;
    int two = Byte.toUnsignedInt(bytes[at]) << Byte.SIZE | next;
    return two >> 2 * Byte.SIZE - BITS - bit % Byte.SIZE & LAST_CHARACTER;
  }
}
