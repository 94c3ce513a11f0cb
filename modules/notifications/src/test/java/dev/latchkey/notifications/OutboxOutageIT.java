package dev.latchkey.notifications;

import static dev.latchkey.notifications.Events.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.config.DatabaseServer;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.notifications.mail.ScriptedSmtpServer;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.FaultProxy;
import dev.latchkey.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many mails wait on three nodes, which are patient as shipped, for a mail server that is away. In
 * full that is a thousand of them and ten minutes: {@code -Dlatchkey.mails=1000
 * -Dlatchkey.outage=PT10M}.
 */
class OutboxOutageIT {

  private static final int NOTICES = Integer.getInteger("latchkey.mails", 120);
  private static final Duration OUTAGE =
      Duration.parse(System.getProperty("latchkey.outage", "PT3S"));

  /** How many mails there are besides that nobody takes, or nobody wants any more. */
  private static final int OTHERS = 5;

  private static final Duration DRAINED_WITHIN = Duration.ofSeconds(60);
  private static final RetryPolicy SHIPPED =
      new RetryPolicy(Duration.ofSeconds(5), Duration.ofMinutes(30), Duration.ofDays(3));

  /** As shipped, unless the outage is shorter. */
  private static final Duration TIMEOUT = Collections.min(List.of(OUTAGE, Duration.ofSeconds(20)));

  private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: <(.*)@.*>$");
  private static final String POISON = "poison@a.example";

  /** What is wrong with the server. */
  private enum Fault {
    GONE,
    SILENT,
    DEFERRING,
    CUTTING_AFTER_THE_CONTENT
  }

  private final List<TestNode> nodes = new ArrayList<>();
  private final ScriptedSmtpServer server;
  private final FaultProxy wire;
  private TestDatabase test = TestDatabase.with("notifications");

  OutboxOutageIT() throws Exception {
    server = ScriptedSmtpServer.plain();
    wire = FaultProxy.to("127.0.0.1", server.port());
  }

  @BeforeEach
  void start() {
    test = TestDatabase.with("notifications");
  }

  @AfterEach
  void stop() throws Exception {
    for (var node : nodes) {
      node.close();
    }
    wire.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyMailComesWithinAMinuteOfTheServersReturnAndOnce(Fault fault) throws Exception {
    begin(fault);
    startNodes();
    queueMails();
    test.execute(
        "UPDATE notifications.mail SET expires_at = now() WHERE template = 'password-reset'");
    LockSupport.parkNanos(OUTAGE.toNanos());
    assertThat(states()).noneMatch(state -> state.startsWith("sent"));

    end(fault);
    long returned = System.nanoTime();
    Eventually.passes(
        DRAINED_WITHIN, () -> assertThat(states()).noneMatch(state -> state.startsWith("queued")));
    System.out.printf(
        "%s for %s: %d mails were gone %d ms after its return%n",
        fault, OUTAGE, NOTICES, Duration.ofNanos(System.nanoTime() - returned).toMillis());
    assertThat(states())
        .containsExactly("expired " + OTHERS, "failed " + OTHERS, "sent " + NOTICES);
    Eventually.passes(() -> assertThat(total(OutboxStatus::sent)).isEqualTo(NOTICES));
    assertNothingIsLostOrRepeated(fault);
  }

  private void assertNothingIsLostOrRepeated(Fault fault) {
    var arrived = server.contents().stream().map(OutboxOutageIT::messageId).toList();
    var sent = test.column("SELECT id FROM notifications.mail WHERE state = 'sent'");
    if (fault == Fault.CUTTING_AFTER_THE_CONTENT) {
      assertThat(arrived).containsAll(sent);
      assertThat(test.column("SELECT id FROM notifications.mail")).containsAll(arrived);
    } else {
      assertThat(arrived).containsExactlyInAnyOrderElementsOf(sent);
    }
  }

  @Test
  void aMailWhoseEndTheDatabaseDidNotTakeIsNotedLaterAndNotSentAgain() throws Exception {
    wire.delay(Duration.ofMillis(200));
    try (var database = FaultProxy.to(address().host(), address().port())) {
      var node = new TestNode(test.through("127.0.0.1", database.port()), config());
      nodes.add(node.start());
      node.append(Events.anonymous(EventType.PERSON_REGISTRATION_REPEATED, OLD));
      Eventually.passes(() -> assertThat(server.contents()).hasSize(1));
      database.cut();
      // As long as the answer travels, and then some notes that fail.
      LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
      assertThat(states()).containsExactly("queued 1");
      database.recover();

      Eventually.passes(() -> assertThat(states()).containsExactly("sent 1"));
      assertThat(server.contents()).hasSize(1);
    }
  }

  private DatabaseServer.Address address() {
    return test.server().address();
  }

  private void begin(Fault fault) {
    refusePoison();
    switch (fault) {
      case GONE -> wire.cut();
      case SILENT -> wire.blackHole();
      case DEFERRING -> server.answer("MAIL", "451 4.3.0 later");
      case CUTTING_AFTER_THE_CONTENT -> server.answer("CONTENT", ScriptedSmtpServer.HANG_UP);
    }
  }

  private void end(Fault fault) {
    switch (fault) {
      case GONE, SILENT -> wire.recover();
      case DEFERRING, CUTTING_AFTER_THE_CONTENT -> server.behave();
    }
    refusePoison();
  }

  private void refusePoison() {
    server.answer("RCPT TO:<" + POISON + ">", "550 5.1.1 no such mailbox");
  }

  private void startNodes() throws TimeoutException {
    for (int i = 0; i < 3; i++) {
      nodes.add(new TestNode(test, config()).start());
    }
  }

  private MailConfig config() {
    return TestNode.toServer(wire.port(), SHIPPED, TIMEOUT);
  }

  private void queueMails() {
    for (int i = 0; i < OTHERS; i++) {
      append(i, Events.toldTo(EventType.PASSWORD_CHANGED, POISON));
      append(
          i,
          Events.ofAda(EventType.PASSWORD_RESET_REQUESTED, OLD)
              .with("linkId", Ids.next().toString()));
    }
    for (int i = 0; i < NOTICES; i++) {
      append(i, Events.toldTo(EventType.PASSWORD_CHANGED, "reader" + i + "@a.example"));
    }
    Eventually.passes(
        DRAINED_WITHIN,
        () ->
            assertThat(test.column("SELECT count(*) FROM notifications.mail"))
                .containsExactly(String.valueOf(NOTICES + 2 * OTHERS)));
    Eventually.passes(
        DRAINED_WITHIN, () -> assertThat(total(OutboxStatus::deferred)).isGreaterThan(3));
  }

  private void append(int number, Change change) {
    nodes.get(number % nodes.size()).append(change);
  }

  private long total(ToLongFunction<OutboxStatus> count) {
    return nodes.stream().map(TestNode::status).mapToLong(count).sum();
  }

  private List<String> states() {
    return test.column(
        "SELECT state || ' ' || count(*) FROM notifications.mail GROUP BY state ORDER BY 1");
  }

  private static String messageId(String content) {
    var found = MESSAGE_ID.matcher(content);
    return found.find() ? found.group(1) : "none";
  }
}
