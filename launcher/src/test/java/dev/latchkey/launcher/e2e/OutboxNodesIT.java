package dev.latchkey.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.FaultProxy;
import dev.latchkey.testing.TestDatabase;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes share an outbox. One is ended or paused while it has mails in hand: the mail server
 * has taken them, and its answer is on its way. {@code -Dlatchkey.mails=1000
 * -Dlatchkey.pause=PT30S} runs it in full.
 */
class OutboxNodesIT {

  private static final int MAILS = Integer.getInteger("latchkey.mails", 120);

  /** Longer than a send may take. */
  private static final Duration PAUSE =
      Duration.parse(System.getProperty("latchkey.pause", "PT8S"));

  /** Of each piece of data between the first node and the mail server. */
  private static final Duration LATENCY = Duration.ofMillis(300);

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final List<Latchkey> running = new ArrayList<>();
  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
  private TestDatabase database;
  private FaultProxy slow;
  private Path home;
  private String keyset;

  @BeforeEach
  void open(@TempDir Path directory) {
    home = directory;
    keyset = SharedNode.keyset(home.resolve("keyset"));
    database = TestDatabase.with("accounts", "sessions", "mfa", "invitations", "notifications");
    server.start();
    slow = FaultProxy.to("127.0.0.1", server.getSmtp().getPort());
    slow.delay(LATENCY);
  }

  @AfterEach
  void close() {
    running.forEach(Latchkey::close);
    slow.close();
    server.stop();
  }

  @Test
  void theMailsThatAKilledNodeHadInHandComeAgainUnderTheirMessageIdsAndAllOthersOnce() {
    Latchkey first = nodeWithMailsInHand();
    first.kill();
    running.remove(first);
    List<String> taken = arrived();
    List<String> inHand = inHand();
    startHeirs();
    Eventually.passes(
        PATIENCE, () -> assertThat(sent()).hasSizeGreaterThanOrEqualTo(MAILS - inHand.size()));
    letLeasesEnd();

    Eventually.passes(PATIENCE, () -> assertThat(sent()).hasSize(MAILS));
    assertThat(inHand).as("what the server took and nobody noted").containsAll(taken);
    assertThat(arrived()).containsAll(sent());
    List<String> again = repeated();
    assertThat(again).doesNotHaveDuplicates().containsAll(taken);
    assertThat(inHand).containsAll(again);
  }

  @Test
  void aNodeThatWasPausedSendsNothingTwice() throws Exception {
    Latchkey first = nodeWithMailsInHand();
    signal("-STOP", first);
    long paused = System.nanoTime();
    List<String> inHand = inHand();
    startHeirs();
    Eventually.passes(
        PATIENCE, () -> assertThat(sent()).hasSizeGreaterThanOrEqualTo(MAILS - inHand.size()));
    LockSupport.parkNanos(paused + PAUSE.toNanos() - System.nanoTime());
    signal("-CONT", first);

    Eventually.passes(PATIENCE, () -> assertThat(sent()).hasSize(MAILS));
    while (!running.isEmpty()) {
      running.remove(0).stop();
    }
    assertThat(inHand).isNotEmpty();
    assertThat(arrived()).containsExactlyInAnyOrderElementsOf(sent());
  }

  /** A node that has no answer yet about mails that have arrived. */
  private Latchkey nodeWithMailsInHand() {
    Latchkey first = start("first", slow.port());
    database.execute(
        """
        INSERT INTO notifications.mail (id, event_id, template, recipient, model, limited)
        SELECT gen_random_uuid(), gen_random_uuid(), 'totp-added', 'reader' || n || '@a.example',
               '{"account": "ada@a.example", "at": "2026-11-21T14:05:00Z"}', false
          FROM generate_series(1, %d) AS n\
        """
            .formatted(MAILS));
    Eventually.passes(() -> assertThat(arrived()).isNotEmpty());
    return first;
  }

  private void startHeirs() {
    start("second", server.getSmtp().getPort());
    start("third", server.getSmtp().getPort());
  }

  private Latchkey start(String name, int mailPort) {
    Latchkey node =
        Launch.in(home.resolve(name))
            .on(database, keyset)
            .with("mail.transport", "smtp")
            .with("mail.smtp.host", "127.0.0.1")
            .with("mail.smtp.port", mailPort)
            .with("mail.smtp.tls", "none")
            .with("mail.smtp.timeout", "6s")
            .start();
    running.add(node);
    return node;
  }

  /** Those of the first node, unless another has taken its mails meanwhile. */
  private void letLeasesEnd() {
    database.execute(
        "UPDATE notifications.mail SET next_attempt_at = now(), leased_until = now()"
            + " WHERE state = 'queued' AND attempts = 1");
  }

  private List<String> sent() {
    return database.column("SELECT id FROM notifications.mail WHERE state = 'sent'");
  }

  private List<String> inHand() {
    return database.column(
        "SELECT id FROM notifications.mail WHERE state = 'queued' AND attempts > 0 ORDER BY id");
  }

  /** By the ids of their rows, as often as they came. */
  private List<String> arrived() {
    return Stream.of(server.getReceivedMessages()).map(OutboxNodesIT::id).toList();
  }

  private List<String> repeated() {
    List<String> arrived = new ArrayList<>(arrived());
    sent().forEach(arrived::remove);
    Collections.sort(arrived);
    return arrived;
  }

  private static String id(MimeMessage mail) {
    try {
      String id = mail.getMessageID();
      return id.substring(1, id.indexOf('@'));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void signal(String signal, Latchkey node)
      throws IOException, InterruptedException {
    String process = String.valueOf(node.process().pid());
    assertThat(new ProcessBuilder("kill", signal, process).start().waitFor()).isZero();
  }
}
