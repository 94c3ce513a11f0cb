package dev.latchkey.kernel.secret;

import java.security.SecureRandom;

/** The one cryptographic random generator of the service. Thread-safe; never blocks on Linux. */
public final class RandomBytes {
  private static final SecureRandom GENERATOR = new SecureRandom();

  private RandomBytes() {}

  /** Fresh random bytes, {@code length} of them. */
  public static byte[] next(int length) {
    byte[] bytes = new byte[length];
    GENERATOR.nextBytes(bytes);
    return bytes;
  }
}
