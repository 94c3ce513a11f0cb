package dev.latchkey.api.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person signs in with after a reset, once, to choose a password of their own.
 *
 * @param password at least 20 characters, told this once; null when a link was mailed instead
 * @param changeBy until when it, or the link, opens anything; at most 24 hours
 */
public record TemporaryPassword(@Nullable String password, Instant changeBy) {
  @Override
  public String toString() {
    return "TemporaryPassword[" + changeBy + "]";
  }
}
