package dev.latchkey.router.exchange;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether the service is about to stop: it is not ready for new clients any more, and asks those
 * that it has to open their next connection elsewhere. Shared by all ports; thread-safe.
 */
public final class Drain {

  private final AtomicBoolean begun = new AtomicBoolean();

  /** Begins; there is no way back. */
  public void begin() {
    begun.set(true);
  }

  /** Whether it has begun. */
  public boolean hasBegun() {
    return begun.get();
  }
}
