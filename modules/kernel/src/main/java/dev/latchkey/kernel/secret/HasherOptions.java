package dev.latchkey.kernel.secret;

import java.time.Duration;

/**
 * How passwords are hashed, and how much of it at once.
 *
 * @param parameters cost of new hashes; at least what OWASP recommends
 * @param threads hashes at once, 1 to 256; default as many as processors
 * @param queueBound hashes that may wait for a thread, 1 to 10 000; default 100
 * @param queueDeadline longest wait in the queue, 100 ms to 30 s; default 2 s
 */
public record HasherOptions(
    Argon2Parameters parameters, int threads, int queueBound, Duration queueDeadline) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException when one is left
   */
  public HasherOptions {
    Bounds.check("threads", threads, 1, 256);
    Bounds.check("queueBound", queueBound, 1, 10_000);
    Bounds.check("queueDeadline in ms", queueDeadline.toMillis(), 100, 30_000);
    if (!parameters.meetsOwaspFloor()) {
      throw new IllegalArgumentException(
          "%s is below what OWASP recommends, such as %s."
              .formatted(parameters, Argon2Parameters.DEFAULT));
    }
  }

  /** The defaults on this machine. */
  public static HasherOptions defaults() {
    int processors = Math.min(256, Runtime.getRuntime().availableProcessors());
    return new HasherOptions(Argon2Parameters.DEFAULT, processors, 100, Duration.ofSeconds(2));
  }

  /** Jobs that are admitted at a time: running and waiting ones. */
  int capacity() {
    return threads + queueBound;
  }
}
