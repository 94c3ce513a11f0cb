package dev.latchkey.notifications.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.notifications.mail.SmtpOptions.Security;
import dev.latchkey.testing.FaultProxy;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that misbehaves, over real sockets. */
class SmtpFaultsIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** For what must not fail for want of time: a first TLS handshake on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path directory = Path.of(".");
  private final List<ScriptedSmtpServer> servers = new ArrayList<>();
  private Vertx vertx = Vertx.vertx();

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
    for (var server : servers) {
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT,550 5.1.1 no such mailbox",
    "RCPT,553 mailbox name not allowed",
    "RCPT,501 5.1.3 bad address",
    "DATA,554 no valid recipients",
    "CONTENT,554 5.7.1 this looks like spam",
    "CONTENT,552 5.3.4 too big"
  })
  void a5xxAboutThisMailRefusesIt(String step, String answer) throws Exception {
    var server = server().answer(step, answer);
    assertThatThrownBy(() -> send(plain(server)))
        .isInstanceOf(MailRefused.class)
        .hasMessageContaining(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "GREETING,554 go away",
    "GREETING,421 too busy",
    "MAIL,550 5.7.1 sender not allowed",
    "MAIL,530 5.7.0 authentication required",
    "MAIL,451 later",
    "RCPT,450 4.2.0 greylisted",
    "RCPT,452 mailbox full for now",
    "RCPT,421 closing",
    "RCPT,530 5.7.0 authentication required",
    "RCPT,garbage",
    "DATA,451 later",
    "CONTENT,451 4.3.0 later",
    "CONTENT,garbage"
  })
  void everyOtherAnswerDefersIt(String step, String answer) throws Exception {
    var server = server().answer(step, answer);
    assertThatThrownBy(() -> send(plain(server))).isInstanceOf(MailDeferred.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "CONTENT"})
  void aServerThatHangsUpDefersIt(String step) throws Exception {
    var server = server().answer(step, ScriptedSmtpServer.HANG_UP);
    assertThatThrownBy(() -> send(plain(server))).isInstanceOf(MailDeferred.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "CONTENT"})
  void aSilentServerDefersItInTimeAndHoldsNoConnection(String step) throws Exception {
    var server = server().answer(step, ScriptedSmtpServer.SILENCE);
    var transport = plain(server);
    long start = System.nanoTime();
    assertThatThrownBy(() -> send(transport)).isInstanceOf(MailDeferred.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plusMillis(500));
    server.contents().clear();
    server.behave();
    eventuallySent(transport);
    assertThat(server.contents()).hasSize(1);
  }

  @Test
  void aServerThatAnswersWithoutEndDefersItInTime() throws Exception {
    var server = server().answer("EHLO", ScriptedSmtpServer.DRIP);
    assertThatThrownBy(() -> send(plain(server)))
        .isInstanceOf(MailDeferred.class)
        .hasMessageContaining("too long");
  }

  @Test
  void aMailThatWasGivenUpIsNotSentAfterAll() throws Exception {
    var server = server();
    try (var wire = FaultProxy.to("127.0.0.1", server.port())) {
      // No step is too slow, all of them together are.
      wire.delay(TIMEOUT.dividedBy(5));
      var transport = transport(wire.port(), Security.NONE, null, TIMEOUT);
      assertThatThrownBy(() -> send(transport))
          .isInstanceOf(MailDeferred.class)
          .hasMessageContaining("too long");
      LockSupport.parkNanos(TIMEOUT.multipliedBy(2).toNanos());
      assertThat(server.contents()).isEmpty();

      wire.delay(Duration.ZERO);
      send(transport);
      assertThat(server.contents()).hasSize(1);
    }
  }

  @Test
  void aServerThatAnswersWithoutEndHoldsNoConnection() throws Exception {
    var server = server().answer("EHLO", ScriptedSmtpServer.DRIP);
    var transport = plain(server);
    assertThatThrownBy(() -> send(transport)).isInstanceOf(MailDeferred.class);
    server.behave();
    send(transport);
  }

  @Test
  void aRefusedConnectionDefersIt() throws Exception {
    int port = closedPort();
    assertThatThrownBy(() -> send(transport(port, Security.NONE, null, TIMEOUT)))
        .isInstanceOf(MailDeferred.class);
  }

  @Test
  void onePoisonMailDoesNotHinderTheNext() throws Exception {
    var server = server().answer("RCPT", "550 5.1.1 no such mailbox");
    var transport = plain(server);
    assertThatThrownBy(() -> send(transport)).isInstanceOf(MailRefused.class);
    server.behave();
    send(transport);
    assertThat(server.contents()).hasSize(1);
  }

  @Test
  void aMailBeyondTheConnectionsIsDeferredAtOnceAndNeverSentLater() throws Exception {
    var server = server().answer("GREETING", ScriptedSmtpServer.SILENCE);
    var transport = plain(server);
    var first = transport.send(Mails.rendered("first", "a@example.org"));
    var second = transport.send(Mails.rendered("second", "b@example.org"));
    assertThat(second.failed()).isTrue();
    assertThat(second.cause()).isInstanceOf(MailDeferred.class);
    assertThatThrownBy(() -> first.await(5, TimeUnit.SECONDS)).isInstanceOf(MailDeferred.class);
    server.behave();
    eventuallySent(transport);
    assertThat(server.contents()).hasSize(1);
  }

  @Test
  void aConnectionIsKeptForTheNextMail() throws Exception {
    var server = server();
    var transport = plain(server);
    send(transport);
    send(transport);
    assertThat(server.contents()).hasSize(2);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void aKeptConnectionThatTheServerClosedCostsNoMail() throws Exception {
    var server = server();
    var transport = plain(server);
    send(transport);
    server.answer("RSET", ScriptedSmtpServer.HANG_UP);
    send(transport);
    assertThat(server.contents()).hasSize(2);
  }

  @Test
  void aReplyIsQuotedOnOneBoundedLine() throws Exception {
    var server = server().answer("RCPT", "550-a\r\n550 " + "b".repeat(5_000));
    assertThatThrownBy(() -> send(plain(server)))
        .isInstanceOf(MailRefused.class)
        .satisfies(
            refused ->
                assertThat(refused.getMessage())
                    .hasSizeLessThanOrEqualTo(300)
                    .doesNotContain("\n"));
  }

  @Test
  void theEnvelopeHoldsOneSenderAndOneRecipient() throws Exception {
    var server = server();
    send(plain(server));
    assertThat(server.commands())
        .containsSubsequence(
            "EHLO id.example.com",
            "MAIL FROM:<no-reply@example.com>",
            "RCPT TO:<anna.mueller@example.org>",
            "DATA")
        .filteredOn(command -> command.startsWith("RCPT"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMailTravelsOverTls(boolean fromFirstByte) throws Exception {
    var certificate = TestCertificate.forHost(directory, "localhost");
    var server = server(ScriptedSmtpServer.withTls(certificate, fromFirstByte));
    send(transport(server.port(), security(fromFirstByte), certificate.pem(), PATIENCE));
    assertThat(server.contents()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCertificateForAnotherHostStopsTheMail(boolean fromFirstByte) throws Exception {
    var certificate = TestCertificate.forHost(directory, "other.example");
    var server = server(ScriptedSmtpServer.withTls(certificate, fromFirstByte));
    nothingIsSent(
        transport(server.port(), security(fromFirstByte), certificate.pem(), PATIENCE),
        server,
        "DNS name matching");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCertificateNobodyVouchesForStopsTheMail(boolean fromFirstByte) throws Exception {
    var certificate = TestCertificate.forHost(directory, "localhost");
    var server = server(ScriptedSmtpServer.withTls(certificate, fromFirstByte));
    nothingIsSent(
        transport(server.port(), security(fromFirstByte), null, PATIENCE),
        server,
        "certification path");
  }

  @Test
  void aServerThatHidesStarttlsGetsNothing() throws Exception {
    var server = server();
    nothingIsSent(
        transport(server.port(), Security.STARTTLS, null, PATIENCE), server, "STARTTLS required");
    assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
  }

  @Test
  void aServerThatRefusesStarttlsGetsNothing() throws Exception {
    var server =
        server().answer("EHLO", "250-here\r\n250 STARTTLS").answer("STARTTLS", "454 not now");
    nothingIsSent(transport(server.port(), Security.STARTTLS, null, TIMEOUT), server, "");
    assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
  }

  private static void nothingIsSent(
      SmtpTransport transport, ScriptedSmtpServer server, String why) {
    assertThatThrownBy(() -> send(transport))
        .isInstanceOf(MailDeferred.class)
        .hasStackTraceContaining(why);
    assertThat(server.contents()).isEmpty();
  }

  private static Security security(boolean fromFirstByte) {
    return fromFirstByte ? Security.TLS : Security.STARTTLS;
  }

  /** A send that works as soon as the last one has let go of its connection. */
  private static void eventuallySent(SmtpTransport transport) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      try {
        send(transport);
        return;
      } catch (MailDeferred e) {
        assertThat(System.nanoTime()).as("still deferred: %s", e.getMessage()).isLessThan(end);
        Thread.onSpinWait();
      }
    }
  }

  private static void send(SmtpTransport transport) throws TimeoutException {
    transport.send(Mails.rendered(MailTemplate.PASSWORD_RESET, "de")).await(10, TimeUnit.SECONDS);
  }

  private ScriptedSmtpServer server() throws IOException {
    return server(ScriptedSmtpServer.plain());
  }

  private ScriptedSmtpServer server(ScriptedSmtpServer server) {
    servers.add(server);
    return server;
  }

  private SmtpTransport plain(ScriptedSmtpServer server) {
    return transport(server.port(), Security.NONE, null, TIMEOUT);
  }

  private SmtpTransport transport(
      int port, Security security, @Nullable Path trust, Duration timeout) {
    var options =
        new SmtpOptions(
            "localhost",
            port,
            security,
            null,
            trust,
            timeout,
            Duration.ofMillis(500),
            1,
            "id.example.com");
    return new SmtpTransport(vertx, options);
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
