package dev.latchkey.notifications;

import static dev.latchkey.notifications.Events.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.LinkTokens;
import dev.latchkey.kernel.secret.Purpose;
import dev.latchkey.notifications.mail.ScriptedSmtpServer;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a mail server that misbehaves. */
class OutboxFaultsIT {
  private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: (.*)$");

  /** The shortest there is: silence ends a send after it. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final RetryPolicy SLOW =
      new RetryPolicy(Duration.ofSeconds(60), Duration.ofMinutes(30), Duration.ofDays(3));

  private final List<TestNode> nodes = new ArrayList<>();
  private TestDatabase test = TestDatabase.with("notifications");
  private ScriptedSmtpServer server;

  OutboxFaultsIT() throws Exception {
    server = ScriptedSmtpServer.plain();
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
    server.close();
  }

  @Test
  void aMailThatIsPutOffComesBackLaterAndLater() throws Exception {
    server.answer("RCPT", "451 4.2.0 greylisted");
    var node = node(SLOW);
    word(node, OLD);

    for (int tries = 1; tries <= 5; tries++) {
      int deferred = tries;
      Eventually.passes(() -> assertThat(node.status().deferred()).isEqualTo(deferred));
      double longest = 60 * Math.pow(2, tries - 1);
      assertThat(secondsToNextTry()).isBetween(0.7 * longest, longest);
      test.execute("UPDATE notifications.mail SET next_attempt_at = now()");
    }
    assertThat(test.column("SELECT last_error FROM notifications.mail"))
        .singleElement()
        .asString()
        .contains("451 4.2.0 greylisted");
    server.behave();
    test.execute("UPDATE notifications.mail SET next_attempt_at = now()");
    Eventually.passes(() -> assertThat(states()).containsExactly("sent 1"));
  }

  @Test
  void aPoisonousMailFailsAndHoldsUpNoOther() throws Exception {
    server.answer("RCPT TO:<poison@a.example>", "550 5.1.1 no such mailbox");
    var node = node(TestNode.QUICK);
    for (int i = 0; i < 40; i++) {
      word(node, i % 20 == 5 ? "poison@a.example" : "reader" + i + "@a.example");
    }

    Eventually.passes(() -> assertThat(states()).containsExactly("failed 2", "sent 38"));
    assertThat(server.contents()).hasSize(38);
    Eventually.passes(() -> assertThat(node.status().failed()).isEqualTo(2));
    assertThat(test.column("SELECT last_error FROM notifications.mail WHERE state = 'failed'"))
        .allMatch(error -> error.contains("550 5.1.1 no such mailbox"));
  }

  @Test
  void aMailThatBreaksItsConnectionHoldsUpNoOther() throws Exception {
    server.answer("RCPT TO:<poison@a.example>", ScriptedSmtpServer.HANG_UP);
    var node = node(TestNode.QUICK);
    word(node, "poison@a.example");
    for (int i = 0; i < 20; i++) {
      word(node, "reader" + i + "@a.example");
    }

    Eventually.passes(() -> assertThat(states()).containsExactly("queued 1", "sent 20"));
    server.behave();
    Eventually.passes(() -> assertThat(states()).containsExactly("sent 21"));
  }

  @Test
  void aMailThatWasCutAfterItsContentComesAgainUnderItsMessageId() throws Exception {
    server.answer("CONTENT", ScriptedSmtpServer.HANG_UP);
    var node = node(TestNode.QUICK);
    word(node, OLD);
    Eventually.passes(() -> assertThat(server.contents()).hasSizeGreaterThanOrEqualTo(2));
    server.behave();

    Eventually.passes(() -> assertThat(states()).containsExactly("sent 1"));
    var id = test.column("SELECT '<' || id || '@id.example.com>' FROM notifications.mail").get(0);
    assertThat(server.contents()).allMatch(content -> messageId(content).equals(id));
  }

  @ParameterizedTest
  @CsvSource({
    "GREETING,421 busy",
    "MAIL,451 later",
    "RCPT,451 later",
    "CONTENT,451 later",
    "EHLO,hang up",
    "GREETING,silence"
  })
  void afterAnOutageTheQueueEmptiesAtOnce(String step, String answer) throws Exception {
    var patient =
        new RetryPolicy(Duration.ofMillis(50), Duration.ofMillis(1000), Duration.ofDays(3));
    server.answer(step, answer);
    var node = node(patient);
    for (int i = 0; i < 30; i++) {
      word(node, "reader" + i + "@a.example");
    }
    Eventually.passes(() -> assertThat(node.status().deferred()).isGreaterThanOrEqualTo(4));
    assertThat(node.status().sent()).isZero();
    server.contents().clear();
    server.behave();

    Eventually.passes(() -> assertThat(states()).containsExactly("sent 30"));
    assertThat(server.contents().stream().map(OutboxFaultsIT::messageId))
        .hasSize(30)
        .doesNotHaveDuplicates();
  }

  @Test
  void aServerThatQuotesTheLinkDoesNotPutItIntoTheDatabase() throws Exception {
    var link = Ids.next();
    var purpose = new Purpose(LinkPurpose.PASSWORD_RESET.wireName());
    var token = new LinkTokens(TestNode.KEYSET).issue(purpose, link);
    server.answer("CONTENT", "554 5.7.1 https://id.example.com/reset#token=" + token + " is bad");
    var node = node(TestNode.QUICK);
    node.append(
        Events.ofAda(EventType.PASSWORD_RESET_REQUESTED, OLD).with("linkId", link.toString()));

    Eventually.passes(() -> assertThat(states()).containsExactly("failed 1"));
    assertThat(test.column("SELECT m::text FROM notifications.mail AS m"))
        .singleElement()
        .asString()
        .contains("554 5.7.1 https://id.example.com/reset#token=…")
        .doesNotContain(token.substring(0, 30));
    assertThat(server.contents().get(0).replace("=\n", "")).contains(token);
  }

  @Test
  void aMailThatStillFailsIsGivenUpWhenItIsOld() throws Exception {
    server.answer("RCPT", "451 later");
    var node = node(SLOW);
    word(node, OLD);
    Eventually.passes(() -> assertThat(node.status().deferred()).isOne());
    test.execute(
        "UPDATE notifications.mail SET queued_at = now() - interval '73 hours',"
            + " next_attempt_at = now()");

    Eventually.passes(() -> assertThat(states()).containsExactly("failed 1"));
    assertThat(test.column("SELECT last_error FROM notifications.mail"))
        .allMatch(error -> error.contains("451 later"));
    Eventually.passes(() -> assertThat(node.status().failed()).isOne());
  }

  @Test
  void aMailThatIsUnderWayWhenTheNodeStopsIsNotSentTwice() throws Exception {
    var node = node(TestNode.QUICK);
    for (int i = 0; i < 20; i++) {
      word(node, "reader" + i + "@a.example");
    }
    Eventually.passes(() -> assertThat(server.contents()).isNotEmpty());
    node.close();
    nodes.clear();
    node(TestNode.QUICK);

    Eventually.passes(() -> assertThat(states()).containsExactly("sent 20"));
    assertThat(server.contents().stream().map(OutboxFaultsIT::messageId))
        .hasSize(20)
        .doesNotHaveDuplicates();
  }

  private TestNode node(RetryPolicy retry) throws TimeoutException {
    var node = new TestNode(test, TestNode.toServer(server.port(), retry, TIMEOUT));
    nodes.add(node);
    return node.start();
  }

  private static void word(TestNode node, String address) {
    node.append(Events.anonymous(EventType.PERSON_REGISTRATION_REPEATED, address));
  }

  private double secondsToNextTry() {
    return Double.parseDouble(
        test.column("SELECT extract(epoch FROM next_attempt_at - now()) FROM notifications.mail")
            .get(0));
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
