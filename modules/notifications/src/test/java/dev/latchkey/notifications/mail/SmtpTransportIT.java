package dev.latchkey.notifications.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.latchkey.notifications.mail.SmtpOptions.Login;
import dev.latchkey.notifications.mail.SmtpOptions.Security;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against GreenMail over TLS with a login, as in production. */
class SmtpTransportIT extends MailTransportContract {
  private static final Login LOGIN = new Login("mailer", "a password for mails");

  @TempDir private static Path directory = Path.of(".");
  private static Vertx vertx = Vertx.vertx();
  private static GreenMail server = new GreenMail(new ServerSetup[0]);
  private static Path trust = directory;

  private SmtpTransport transport = transport(LOGIN, trust);

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    var certificate = TestCertificate.forHost(directory, "localhost");
    trust = certificate.pem();
    System.setProperty(
        DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY,
        certificate.keyStore().toString());
    System.setProperty(
        DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY, TestCertificate.PASSWORD);
    server =
        new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS).dynamicPort());
    server.setUser("mailer@example.com", LOGIN.user(), LOGIN.password());
    server.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @BeforeEach
  void connect() throws Exception {
    server.purgeEmailFromAllMailboxes();
    transport = transport(LOGIN, trust);
  }

  @AfterEach
  void disconnect() throws Exception {
    transport.close().await(5, TimeUnit.SECONDS);
  }

  @Override
  MailTransport transport() {
    return transport;
  }

  @Override
  List<MimeMessage> arrived() {
    return List.of(server.getReceivedMessages());
  }

  @Test
  void asManyMailsAsThereAreConnectionsTravelAtOnce() throws Exception {
    var sends =
        IntStream.range(0, 4)
            .mapToObj(i -> transport.send(Mails.rendered("at-once-" + i, "p" + i + "@example.org")))
            .toList();
    Future.all(sends).await(30, TimeUnit.SECONDS);
    assertThat(arrived()).hasSize(4);
  }

  @Test
  void aWrongPasswordDefersBecauseNoMailIsToBlame() throws Exception {
    var wrong = transport(new Login("mailer", "wrong"), trust);
    assertThatThrownBy(() -> sendBy(wrong))
        .isInstanceOf(MailDeferred.class)
        .hasMessageContaining("535");
    assertThat(arrived()).isEmpty();
    wrong.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void aServerWeDoNotTrustGetsNothing() throws Exception {
    var untrusting = transport(LOGIN, null);
    assertThatThrownBy(() -> sendBy(untrusting)).isInstanceOf(MailDeferred.class);
    assertThat(arrived()).isEmpty();
    untrusting.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void aClosedTransportDefers() throws Exception {
    var closed = transport(LOGIN, trust);
    closed.close().await(5, TimeUnit.SECONDS);
    assertThatThrownBy(() -> sendBy(closed)).isInstanceOf(MailDeferred.class);
  }

  private static void sendBy(MailTransport transport) throws Exception {
    transport.send(Mails.rendered(MailTemplate.PASSWORD_RESET, "en")).await(30, TimeUnit.SECONDS);
  }

  private static SmtpTransport transport(Login login, @Nullable Path trust) {
    int port = server.getSmtps() == null ? 1 : server.getSmtps().getPort();
    return new SmtpTransport(
        vertx,
        new SmtpOptions(
            "localhost",
            port,
            Security.TLS,
            login,
            trust,
            Duration.ofSeconds(20),
            Duration.ofSeconds(2),
            4,
            "id.example.com"));
  }
}
