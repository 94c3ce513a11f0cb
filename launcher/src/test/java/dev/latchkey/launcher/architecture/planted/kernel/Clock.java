package dev.latchkey.launcher.architecture.planted.kernel;

import java.time.Instant;

/** Kernel may look at the time. */
public final class Clock {
  Instant now() {
    return Instant.now();
  }
}
