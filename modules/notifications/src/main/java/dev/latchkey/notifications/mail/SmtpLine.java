package dev.latchkey.notifications.mail;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.impl.MailClientImpl;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One connection to the mail server, with a client of its own so that it can be cut. The client
 * can't call a mail back: one that was given up it would hand over later, when it is sent anew
 * already. Its own time-out for a silent server is not used, as after a pause of the process it is
 * over before the answers of meanwhile are read. Carries one mail at a time.
 */
final class SmtpLine {

  /** A pause of the process costs a mail one part of its time at most. */
  private static final int PARTS = 4;

  private final Vertx vertx;
  private final Supplier<MailConfig> config;
  private final Duration timeout;
  private MailClientImpl client;

  /** Connects with the first mail. */
  SmtpLine(Vertx vertx, Supplier<MailConfig> config, Duration timeout) {
    this.vertx = vertx;
    this.config = config;
    this.timeout = timeout;
    this.client = newClient();
  }

  private MailClientImpl newClient() {
    return (MailClientImpl) MailClient.create(vertx, config.get());
  }

  /** Fails with a {@link TimeoutException} when it took too long; then no more of it is sent. */
  Future<?> send(MailMessage mail) {
    return patiently(client.sendMail(mail), System.nanoTime(), PARTS);
  }

  private <T> Future<T> patiently(Future<T> sending, long begun, int parts) {
    return sending
        .timeout(timeout.toMillis() / PARTS, TimeUnit.MILLISECONDS)
        .recover(
            cause -> {
              if (sending.isComplete()) {
                return sending;
              }
              return parts > 1 && mayGoOn(begun)
                  ? patiently(sending, begun, parts - 1)
                  : cut().transform(gone -> Future.failedFuture(cause));
            });
  }

  /** Whether another part ends before somebody else may have the mail. */
  private boolean mayGoOn(long begun) {
    var age = Duration.ofNanos(System.nanoTime() - begun);
    var longest = timeout.plus(MailTransport.LONGEST_PAUSE);
    return age.plus(timeout.dividedBy(PARTS)).compareTo(longest) <= 0;
  }

  private Future<Void> cut() {
    var cut = client;
    client = newClient();
    return cut.getConnectionPool().netClient().close().onComplete(closed -> cut.close());
  }

  Future<Void> close() {
    return client.close();
  }
}
