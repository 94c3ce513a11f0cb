package dev.latchkey.notifications;

import dev.latchkey.kernel.bus.Nudge;
import dev.latchkey.kernel.event.Pump;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Empties the outbox: takes as many due mails as may be under way, and another as soon as one has
 * ended, so that a slow mail holds up no other. Any number of nodes do so side by side. Used by one
 * verticle on its own context.
 */
final class Sender {

  /** The nudge that says that a mail is due. */
  private static final String DUE = "latchkey.nudge.mails";

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** How long a stop waits for mails under way; the rest comes again when its lease ends. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Sql sql;
  private final Delivery delivery;
  private final Dispatch dispatch;
  private final Nudge due;
  private final Pump pump;
  private final Set<Future<Void>> underWay = new HashSet<>();

  /** Starts sending. */
  Sender(Vertx vertx, Sql sql, Delivery delivery, Dispatch dispatch) {
    this.sql = sql;
    this.delivery = delivery;
    this.dispatch = dispatch;
    this.due = Nudge.of(vertx, DUE);
    this.pump = new Pump(vertx, "Sending mails", due, INTERVAL, this::takeMails);
  }

  /** Tells that mails were queued. */
  void nudge() {
    due.give();
  }

  /** Takes no further mail, lets those under way end and lets go of the transport. */
  Future<Void> stop() {
    return pump.stop()
        .compose(stopped -> Future.all(List.copyOf(underWay)))
        .timeout(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
        .transform(ended -> delivery.transport().close());
  }

  private Future<Boolean> takeMails() {
    int free = delivery.atOnce() - underWay.size();
    if (free <= 0) {
      return Future.succeededFuture(false);
    }
    long leasedAt = System.nanoTime();
    return OutboxStore.lease(sql, free, delivery.lease())
        .onSuccess(mails -> mails.forEach(mail -> begin(mail, leasedAt)))
        .map(false);
  }

  private void begin(LeasedMail mail, long leasedAt) {
    var sending = dispatch.begin(mail, leasedAt);
    underWay.add(sending);
    sending.onComplete(
        ended -> {
          underWay.remove(sending);
          due.give();
        });
  }
}
