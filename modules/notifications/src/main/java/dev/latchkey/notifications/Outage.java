package dev.latchkey.notifications;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Tells a mail server that is out of order from a mail that it doesn't like: when several different
 * mails in a row were not taken, it is the server. Then mails come back soon instead of ever later,
 * so that the queue empties at once when the server returns; and each failure is followed by a
 * rest, so that it isn't flooded meanwhile. Used on one context.
 */
final class Outage {
  /** How many mails in a row (chosen, not measured). */
  private static final int SUSPICIOUS = 3;

  /** The longest wait of a mail; queues must be empty a minute after the server is back. */
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

  /** Before the next try of the same slot (chosen, not measured). */
  static final Duration REST = Duration.ofMillis(100);

  private final Set<UUID> deferred = new HashSet<>();

  /** The server has decided on a mail: it works. */
  void answered() {
    deferred.clear();
  }

  void deferred(UUID mail) {
    if (!isLikely()) {
      deferred.add(mail);
    }
  }

  boolean isLikely() {
    return deferred.size() >= SUSPICIOUS;
  }

  /** The delay of a mail in the present circumstances. */
  Duration bounded(Duration delay) {
    return isLikely() && delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
  }
}
