package dev.latchkey.notifications;

import java.time.Duration;

/**
 * When a mail that was not taken is tried again. Immutable.
 *
 * @param firstDelay before the second try; doubles with each further one
 * @param maxDelay the longest
 * @param giveUpAfter how old a mail may get; one that still fails then is given up
 */
public record RetryPolicy(Duration firstDelay, Duration maxDelay, Duration giveUpAfter) {
  private static final int MAX_DOUBLINGS = 30;

  /** The delay after so many tries, 1 or more, before it is spread at random. */
  Duration delay(int tries) {
    var doubled = firstDelay.multipliedBy(1L << Math.min(tries - 1, MAX_DOUBLINGS));
    return doubled.compareTo(maxDelay) < 0 ? doubled : maxDelay;
  }
}
