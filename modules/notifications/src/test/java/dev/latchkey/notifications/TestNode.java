package dev.latchkey.notifications;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.latchkey.api.Latchkey;
import dev.latchkey.api.accounts.DescribeRecipients;
import dev.latchkey.api.accounts.Recipients;
import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.kernel.bus.Answers;
import dev.latchkey.kernel.config.DatabaseServer;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventsVerticle;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.notifications.mail.LinkKind;
import dev.latchkey.notifications.mail.Links;
import dev.latchkey.notifications.mail.MailIdentity;
import dev.latchkey.notifications.mail.Mailbox;
import dev.latchkey.notifications.mail.SmtpOptions;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A node with the event log and this module; accounts is whatever a test wants it to answer. */
final class TestNode implements AutoCloseable {
  static final URI PUBLIC_URL = URI.create("https://id.example.com/login");
  static final Keyset KEYSET = Keyset.generate();
  static final RetryPolicy QUICK =
      new RetryPolicy(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofDays(3));

  final Vertx vertx = Vertx.vertx();
  final Bus bus = Latchkey.connect(vertx);
  final Database database;
  final NotificationsVerticle notifications;

  /** Does nothing before it is started. */
  TestNode(TestDatabase test, MailConfig config) {
    this(test.server(), config);
  }

  /** The same, that reaches its database in another way. */
  TestNode(DatabaseServer server, MailConfig config) {
    database = Database.open(vertx, server, TestDatabase.bounds());
    notifications = new NotificationsVerticle(database, KEYSET, config, PUBLIC_URL);
  }

  TestNode answering(Function<DescribeRecipients, Future<Recipients>> accounts)
      throws TimeoutException {
    Answers.at(vertx, Addresses.ACCOUNTS)
        .to(DescribeRecipients.class, accounts)
        .listen()
        .await(5, SECONDS);
    return this;
  }

  TestNode start() throws TimeoutException {
    vertx.deployVerticle(new EventsVerticle(database, 24)).await(10, SECONDS);
    vertx.deployVerticle(notifications).await(10, SECONDS);
    return this;
  }

  void append(Change change) {
    try {
      database.change("SELECT kernel.append_event($1)", change.toJson()).await(5, SECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException(late);
    }
  }

  OutboxStatus status() {
    try {
      return notifications.status().await(5, SECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException(late);
    }
  }

  /** As a node stops: its verticles before its database. */
  @Override
  public void close() throws TimeoutException {
    Future.join(vertx.deploymentIDs().stream().map(vertx::undeploy).toList()).await(15, SECONDS);
    vertx.close().await(15, SECONDS);
  }

  static MailConfig toDirectory(Path directory) {
    return config(Optional.empty(), directory, QUICK, Duration.ofHours(24));
  }

  static MailConfig toServer(int port) {
    return toServer(port, QUICK);
  }

  static MailConfig toServer(int port, RetryPolicy retry) {
    return toServer(port, retry, Duration.ofSeconds(20));
  }

  static MailConfig toServer(int port, RetryPolicy retry, Duration timeout) {
    return config(Optional.of(smtp(port, timeout)), Path.of("unused"), retry, Duration.ofHours(24));
  }

  static MailConfig config(
      Optional<SmtpOptions> smtp, Path directory, RetryPolicy retry, Duration lifetime) {
    return new MailConfig(
        new MailIdentity("Latchkey", Mailbox.of("no-reply@example.com"), null),
        smtp,
        directory,
        retry,
        new LinkSettings(
            lifetime,
            lifetime,
            Links.defaultPaths().get(LinkKind.VERIFY_EMAIL),
            Links.defaultPaths().get(LinkKind.RESET_PASSWORD),
            Links.defaultPaths().get(LinkKind.ACCEPT_INVITATION)),
        10);
  }

  /** Patient: a mail that a slow machine keeps too long is sent twice, as it should be. */
  static SmtpOptions smtp(int port) {
    return smtp(port, Duration.ofSeconds(20));
  }

  private static SmtpOptions smtp(int port, Duration timeout) {
    return new SmtpOptions(
        "127.0.0.1",
        port,
        SmtpOptions.Security.NONE,
        null,
        null,
        timeout,
        Duration.ofMillis(500),
        2,
        "id.example.com");
  }
}
