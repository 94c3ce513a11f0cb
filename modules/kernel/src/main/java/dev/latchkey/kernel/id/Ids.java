package dev.latchkey.kernel.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/**
 * The one place where ids are made: UUID version 7 (RFC 9562 section 5.7), so that new rows land at
 * the right edge of an index. Ids made by one process ascend. An id is a name, never a secret.
 * Thread-safe.
 */
public final class Ids {
  private Ids() {}

  /** A new id: 48 bits of time in milliseconds, then random bits of a cryptographic generator. */
  public static UUID next() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}
