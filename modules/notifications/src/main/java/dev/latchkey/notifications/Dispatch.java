package dev.latchkey.notifications;

import dev.latchkey.kernel.sql.Database;
import dev.latchkey.notifications.MailWriter.Unwritable;
import dev.latchkey.notifications.OutboxStore.End;
import dev.latchkey.notifications.mail.MailDeferred;
import dev.latchkey.notifications.mail.MailRefused;
import dev.latchkey.notifications.mail.RenderedMail;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try of one mail: writes it, hands it over and notes how that ended. Used by one verticle on
 * its own context.
 */
final class Dispatch {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

  /** Before a note that the database did not take is repeated (chosen, not measured). */
  private static final Duration NOTE_AGAIN = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Database database;
  private final MailWriter writer;
  private final Delivery delivery;
  private final OutboxCounters counters;
  private final Outage outage = new Outage();

  Dispatch(
      Vertx vertx,
      Database database,
      MailWriter writer,
      Delivery delivery,
      OutboxCounters counters) {
    this.vertx = vertx;
    this.database = database;
    this.writer = writer;
    this.delivery = delivery;
    this.counters = counters;
  }

  /**
   * Tries a mail; succeeds when that is over, however it ended.
   *
   * @param leasedAt {@link System#nanoTime} before the lease was asked for
   */
  Future<Void> begin(LeasedMail mail, long leasedAt) {
    Future<Void> ended =
        mail.expired()
            ? end(mail, End.EXPIRED, null, leasedAt)
            : send(mail, leasedAt)
                .transform(
                    sent ->
                        sent.succeeded()
                            ? taken(mail, leasedAt)
                            : notTaken(mail, sent.cause(), leasedAt));
    return ended.recover(failure -> unknown(mail, failure)).compose(noted -> rest());
  }

  private Future<Void> send(LeasedMail mail, long leasedAt) {
    return vertx
        .executeBlocking(() -> writer.write(mail), false)
        .compose(written -> send(written, leasedAt));
  }

  /** After a pause of the process somebody else may have the lease. */
  private Future<Void> send(RenderedMail written, long leasedAt) {
    return age(leasedAt).compareTo(delivery.latestStart()) < 0
        ? delivery.transport().send(written)
        : Future.failedFuture("its lease is too old to send it");
  }

  private Future<Void> taken(LeasedMail mail, long leasedAt) {
    outage.answered();
    return end(mail, End.SENT, null, leasedAt);
  }

  private Future<Void> notTaken(LeasedMail mail, Throwable cause, long leasedAt) {
    if (cause instanceof Unwritable) {
      LOG.error("{} can't be written", mail, cause);
      return end(mail, End.FAILED, ErrorLine.of(cause), leasedAt);
    }
    if (cause instanceof MailRefused) {
      outage.answered();
      return end(mail, End.FAILED, ErrorLine.of(cause), leasedAt);
    }
    if (cause instanceof MailDeferred) {
      outage.deferred(mail.id());
      return again(mail, cause, leasedAt);
    }
    return Future.failedFuture(cause);
  }

  private Future<Void> again(LeasedMail mail, Throwable cause, long leasedAt) {
    counters.deferred();
    var error = ErrorLine.of(cause);
    var retry = delivery.retry();
    var delay = outage.bounded(retry.delay(mail.attempt()));
    return noted(
            () -> OutboxStore.retry(database, mail, error, delay, retry.giveUpAfter()), leasedAt)
        .compose(kept -> kept ? Future.succeededFuture() : end(mail, End.FAILED, error, leasedAt));
  }

  private Future<Void> end(LeasedMail mail, End end, @Nullable String error, long leasedAt) {
    return noted(() -> OutboxStore.settle(database, mail, end, error), leasedAt)
        .onSuccess(mine -> ended(mail, end, mine))
        .mapEmpty();
  }

  private void ended(LeasedMail mail, End end, boolean mine) {
    if (!mine) {
      LOG.warn("{} passed to another worker before its end was noted", mail);
      return;
    }
    counters.ended(end);
    if (end == End.FAILED) {
      LOG.warn("{} is given up; its row in notifications.mail says why", mail);
    }
  }

  /** What is not noted is sent twice: so noting is worth several tries, as long as the lease. */
  private Future<Boolean> noted(Supplier<Future<Boolean>> note, long leasedAt) {
    return note.get()
        .recover(
            failure ->
                age(leasedAt).compareTo(delivery.lease()) < 0
                    ? vertx
                        .timer(NOTE_AGAIN.toMillis(), TimeUnit.MILLISECONDS)
                        .compose(later -> noted(note, leasedAt))
                    : Future.failedFuture(failure));
  }

  /** Nothing is known, as when the node stops: the lease decides who tries again, and when. */
  private static Future<Void> unknown(LeasedMail mail, Throwable failure) {
    LOG.warn("{} comes again when its lease ends: {}", mail, String.valueOf(failure.getMessage()));
    return Future.succeededFuture();
  }

  private Future<Void> rest() {
    return outage.isLikely()
        ? vertx.timer(Outage.REST.toMillis(), TimeUnit.MILLISECONDS).mapEmpty()
        : Future.succeededFuture();
  }

  private static Duration age(long leasedAt) {
    return Duration.ofNanos(System.nanoTime() - leasedAt);
  }
}
