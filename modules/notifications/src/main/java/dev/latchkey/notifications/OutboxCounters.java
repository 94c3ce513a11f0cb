package dev.latchkey.notifications;

import java.util.concurrent.atomic.LongAdder;

/** What happened to mails in this node since it started. Thread-safe. */
final class OutboxCounters {
  private final LongAdder sent = new LongAdder();
  private final LongAdder deferred = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private final LongAdder suppressed = new LongAdder();

  void ended(OutboxStore.End end) {
    switch (end) {
      case SENT -> sent.increment();
      case FAILED -> failed.increment();
      case EXPIRED -> expired.increment();
    }
  }

  void deferred() {
    deferred.increment();
  }

  void suppressed(int count) {
    suppressed.add(count);
  }

  OutboxStatus with(OutboxStore.Waiting waiting) {
    return new OutboxStatus(
        waiting.queued(),
        waiting.oldestAge(),
        sent.sum(),
        deferred.sum(),
        failed.sum(),
        expired.sum(),
        suppressed.sum());
  }
}
