package dev.latchkey.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a condition, with an end. */
public final class Eventually {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration STEP = Duration.ofMillis(10);

  private Eventually() {}

  /** Waits until the assertion passes; its last failure is thrown when it does not within 20 s. */
  public static void passes(Runnable assertion) {
    passes(PATIENCE, assertion);
  }

  /** The same with a patience of one's own. */
  public static void passes(Duration patience, Runnable assertion) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        assertion.run();
        return;
      } catch (AssertionError | RuntimeException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(STEP.toNanos());
      }
    }
  }

  /** Waits until the value is there and is not null. */
  public static <T> T value(String what, Supplier<T> supplier) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      T value = supplier.get();
      if (value != null) {
        return value;
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
    throw new AssertionError("waited in vain for " + what);
  }
}
