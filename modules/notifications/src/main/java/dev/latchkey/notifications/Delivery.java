package dev.latchkey.notifications;

import dev.latchkey.notifications.mail.MailTransport;
import java.time.Duration;

/**
 * A way by which mails leave, and how it may be used.
 *
 * @param atOnce how many mails may be under way
 * @param timeout after which every send of it has ended, unless the process stood still
 * @param retry when a mail that it did not take is tried again
 */
record Delivery(MailTransport transport, int atOnce, Duration timeout, RetryPolicy retry) {
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(60);

  /** For writing a mail and noting its end (chosen). */
  private static final Duration SLACK = Duration.ofSeconds(10);

  /** How long a mail is one worker's: longer than any send of it takes. */
  Duration lease() {
    var needed = longestSend().plus(SLACK);
    return needed.compareTo(SHORTEST_LEASE) < 0 ? SHORTEST_LEASE : needed;
  }

  /** How old a lease may be for a send to begin that ends within it. */
  Duration latestStart() {
    return lease().minus(longestSend());
  }

  private Duration longestSend() {
    return timeout.plus(MailTransport.LONGEST_PAUSE);
  }
}
