package dev.latchkey.kernel.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that must not be shown. A record may hold it without showing it in its {@code toString}.
 * Immutable; equal to a secret of the same value, compared in constant time.
 */
public final class Secret {
  private final String value;

  /** Hides the value from here on. */
  public Secret(String value) {
    this.value = value;
  }

  /** The value, for the one place that has to present it; never for a message or a log. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "(hidden)";
  }

  private byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
