package dev.latchkey.notifications.mail;

import dev.latchkey.notifications.mail.SmtpOptions.Security;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Hands mails to an SMTP server. At most as many are under way as there are connections; one more
 * is deferred at once rather than queued. A mail that takes too long is deferred and its connection
 * cut, or else it would be taken after all and arrive twice. Which reply refuses and which defers
 * is said in {@link SmtpReplies}.
 *
 * <p>The client writes the first lines of a mail to its own debug log, links included: keep {@code
 * io.vertx.ext.mail} above debug.
 */
public final class SmtpTransport implements MailTransport {
  private static final Duration MAX_CONNECT = Duration.ofSeconds(10);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final List<SmtpLine> lines;

  /** The one that was used last is the first to be used again, while it is kept open. */
  private final Deque<SmtpLine> free;

  /** Connects with the first mail. */
  public SmtpTransport(Vertx vertx, SmtpOptions options) {
    this.lines =
        Stream.generate(() -> new SmtpLine(vertx, () -> config(options), options.timeout()))
            .limit(options.connections())
            .toList();
    this.free = new ConcurrentLinkedDeque<>(lines);
  }

  @Override
  public Future<Void> send(RenderedMail mail) {
    var message = MimeMessages.message(mail);
    var line = free.poll();
    if (line == null) {
      return Future.failedFuture(
          new MailDeferred("all connections to the mail server are in use", null));
    }
    return line.send(message)
        .onComplete(done -> free.push(line))
        .recover(cause -> Future.failedFuture(SmtpReplies.failure(cause)))
        .mapEmpty();
  }

  @Override
  public Future<Void> close() {
    return Future.join(lines.stream().map(SmtpLine::close).toList())
        .timeout(CLOSE.toMillis(), TimeUnit.MILLISECONDS)
        .mapEmpty();
  }

  /**
   * A new one each time, and without a word on host name verification: the client of 5.0.8 turns
   * that on by itself, but off when it finds it set, also by its own hand in a configuration used
   * before.
   */
  private static MailConfig config(SmtpOptions options) {
    var half = options.timeout().dividedBy(2);
    var connect = half.compareTo(MAX_CONNECT) < 0 ? half : MAX_CONNECT;
    var config = new MailConfig(options.host(), options.port());
    config
        .setOwnHostname(options.ownHost())
        .setMaxPoolSize(1)
        // A reply must be laid to its command to tell whose fault a 5xx is.
        .setPipelining(false)
        .setConnectTimeout((int) connect.toMillis())
        .setSslHandshakeTimeout(connect.toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    keepAlive(config, options.keepAlive());
    protect(config, options);
    logIn(config, options.login());
    return config;
  }

  private static void keepAlive(MailConfig config, Duration keepAlive) {
    config.setKeepAlive(keepAlive.toMillis() > 0);
    if (config.isKeepAlive()) {
      config
          .setKeepAliveTimeout((int) keepAlive.toMillis())
          .setKeepAliveTimeoutUnit(TimeUnit.MILLISECONDS);
    }
  }

  private static void protect(MailConfig config, SmtpOptions options) {
    config.setSsl(options.security() == Security.TLS);
    config.setStarttls(
        options.security() == Security.STARTTLS
            ? StartTLSOptions.REQUIRED
            : StartTLSOptions.DISABLED);
    var trust = options.trust();
    if (trust != null) {
      config.setTrustOptions(new PemTrustOptions().addCertPath(trust.toString()));
    }
  }

  private static void logIn(
      MailConfig config, SmtpOptions.@org.jspecify.annotations.Nullable Login login) {
    config.setLogin(login == null ? LoginOption.DISABLED : LoginOption.REQUIRED);
    if (login != null) {
      config.setUsername(login.user()).setPassword(login.password()).setAuthMethods("PLAIN LOGIN");
    }
  }
}
