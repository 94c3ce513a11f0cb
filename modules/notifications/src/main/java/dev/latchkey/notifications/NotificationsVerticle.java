package dev.latchkey.notifications;

import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.notifications.RegisterPushToken;
import dev.latchkey.api.notifications.UnregisterPushToken;
import dev.latchkey.kernel.bus.Answers;
import dev.latchkey.kernel.bus.Nudge;
import dev.latchkey.kernel.event.Pump;
import dev.latchkey.kernel.event.Subscription;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.secret.LinkTokens;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.notifications.mail.Links;
import dev.latchkey.notifications.mail.MailRenderer;
import dev.latchkey.notifications.push.PushTokenEndings;
import dev.latchkey.notifications.push.PushTokens;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns events into mails and sends them, and keeps the devices that take notices. One per node;
 * several nodes share the queue, each mail going out once unless a node dies, or its connection
 * breaks, between handing a mail over and noting it: then it goes out again under the same
 * Message-ID.
 */
public final class NotificationsVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(NotificationsVerticle.class);
  private static final String SUBSCRIPTION = "mails";
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final String PUSH_TOKENS = "push-tokens";
  private static final Duration PUSH_TOKENS_INTERVAL = Duration.ofMinutes(1);
  private static final Duration PURGE_INTERVAL = Duration.ofHours(1);

  private final Database database;
  private final Keyset keyset;
  private final MailConfig config;
  private final Links links;
  private final OutboxCounters counters = new OutboxCounters();
  private @Nullable Pump queueing;
  private @Nullable Pump pushTokens;
  private @Nullable Sender sender;

  /**
   * Wires the module.
   *
   * @param keyset derives the tokens of links, and encrypts those of devices
   * @param publicUrl where people's browsers reach the product; every link starts with it
   */
  public NotificationsVerticle(Database database, Keyset keyset, MailConfig config, URI publicUrl) {
    this.database = database;
    this.keyset = keyset;
    this.config = config;
    this.links = config.links().links(publicUrl);
  }

  @Override
  public Future<?> start() {
    var queueing =
        new MailQueueing(
            new Bus(vertx),
            new Mailings(config.links()),
            config.mailsPerAddressPerHour(),
            counters);
    var subscription = new Subscription(database, SUBSCRIPTION, queueing);
    vertx.setPeriodic(PURGE_INTERVAL.toMillis(), tick -> purge());
    return subscription
        .open()
        .onSuccess(opened -> pump(subscription, queueing))
        .compose(opened -> followPushTokens())
        .compose(following -> answerPushTokens());
  }

  /** A tick is only for a nudge that was lost: nothing waits for what is done here. */
  private Future<Void> followPushTokens() {
    return new Subscription(database, PUSH_TOKENS, new PushTokenEndings())
        .follow(vertx, "Forgetting the devices of who is signed out", PUSH_TOKENS_INTERVAL)
        .onSuccess(pump -> pushTokens = pump)
        .mapEmpty();
  }

  private Future<Void> answerPushTokens() {
    PushTokens tokens = new PushTokens(database, keyset);
    return Answers.at(vertx, Addresses.NOTIFICATIONS)
        .to(RegisterPushToken.class, tokens::register)
        .to(UnregisterPushToken.class, tokens::unregister)
        .listen();
  }

  @Override
  public Future<?> stop() {
    return stopped(queueing)
        .compose(stopped -> stopped(pushTokens))
        .compose(stopped -> sender == null ? Future.succeededFuture() : sender.stop());
  }

  private static Future<Void> stopped(@Nullable Pump pump) {
    return pump == null ? Future.succeededFuture() : pump.stop();
  }

  /** How the outbox is doing. From any thread. */
  public Future<OutboxStatus> status() {
    return OutboxStore.waiting(database).map(counters::with);
  }

  private void pump(Subscription subscription, MailQueueing consumer) {
    var delivery = config.delivery(vertx);
    var sending =
        new Sender(
            vertx, database, delivery, new Dispatch(vertx, database, writer(), delivery, counters));
    sender = sending;
    queueing =
        new Pump(
            vertx,
            "Queueing mails",
            Nudge.of(vertx, Nudge.NUMBERED),
            INTERVAL,
            () -> subscription.advance().onSuccess(more -> nudge(sending, consumer)));
  }

  private MailWriter writer() {
    return new MailWriter(
        links, new LinkTokens(keyset), new MailRenderer(config.identity(), links));
  }

  private static void nudge(Sender sender, MailQueueing consumer) {
    if (consumer.tookMails()) {
      sender.nudge();
    }
  }

  /** Batch after batch, until there is nothing left to forget. */
  private Future<Void> purge() {
    return OutboxStore.purge(database)
        .onFailure(failure -> LOG.warn("Old mails are purged later: {}", failure.toString()))
        .compose(gone -> gone == OutboxStore.PURGED_AT_ONCE ? purge() : Future.succeededFuture());
  }
}
