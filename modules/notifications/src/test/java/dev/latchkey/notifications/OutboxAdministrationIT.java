package dev.latchkey.notifications;

import static dev.latchkey.notifications.Events.OLD;
import static dev.latchkey.notifications.Events.SECOND;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.notifications.OutboxStore.End;
import dev.latchkey.notifications.mail.ScriptedSmtpServer;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxAdministrationIT {

  private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: <(.*)@.*>\r?$");

  /** What failed once is not tried again while a test runs. */
  private static final RetryPolicy SLOW =
      new RetryPolicy(Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofDays(3));

  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final String WAITING =
      "SELECT id FROM notifications.mail WHERE state = 'queued' AND leased_until IS NULL";

  private static final String DUE =
      """
      INSERT INTO notifications.mail
             (id, event_id, template, recipient, model, limited, state, settled_at, next_attempt_at)
      SELECT gen_random_uuid(), gen_random_uuid(), 'verify-email', 'a@a.example', '{}', false, %1$s,
             now() - make_interval(secs => %2$d - n)
        FROM generate_series(1, %2$d) AS n\
      """;

  private final List<TestNode> nodes = new ArrayList<>();
  private final ScriptedSmtpServer server;
  private TestDatabase test = TestDatabase.with("notifications");

  OutboxAdministrationIT() throws Exception {
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
  void whatWaitsOrHasFailedIsListedOldestFirstAndTellsNoAddress() throws Exception {
    server.answer("RCPT TO:<" + OLD + ">", "550 5.1.1 <" + OLD + "> unknown");
    server.answer("RCPT TO:<" + SECOND + ">", "451 later");
    var node = node().start();
    word(node, OLD);
    states("failed 1");
    word(node, SECOND);
    putOff(1);
    word(node, "reader@a.example");
    states("failed 1", "queued 1", "sent 1");

    var mails = outbox(node).list(10).await(5, SECONDS);
    assertThat(mails)
        .extracting(MailStatus::template, MailStatus::recipient, MailStatus::state)
        .containsExactly(
            tuple("already-registered", "a***@example.com", "failed"),
            tuple("already-registered", "a***@second.example", "queued"));
    assertThat(mails.get(0).lastError()).contains("550 5.1.1 <a***@example.com> unknown");
    assertThat(mails.get(0).nextAttemptAt()).isNull();
    assertThat(mails.get(1).lastError()).contains("451 later");
    assertThat(mails.get(1).nextAttemptAt()).isNotNull();
    assertThat(mails.get(1).attempts()).isOne();
    assertThat(outbox(node).list(1).await(5, SECONDS)).containsExactly(mails.get(0));
  }

  @Test
  void aFailedMailIsSentAfterAllUnderItsMessageId() throws Exception {
    server.answer("RCPT", "550 5.1.1 no such mailbox");
    var node = node().start();
    word(node, OLD);
    states("failed 1");
    server.behave();

    assertThat(end(outbox(node).retry(onlyMail()))).isEqualTo("done");
    states("sent 1");
    var id = MESSAGE_ID.matcher(server.contents().get(0));
    assertThat(id.find()).isTrue();
    assertThat(id.group(1)).isEqualTo(onlyMail().toString());
    assertThat(test.column("SELECT model::text FROM notifications.mail")).containsExactly("{}");
  }

  @Test
  void whatWaitsIsTriedNow() throws Exception {
    server.answer("RCPT", "451 later");
    var node = node().start();
    word(node, OLD);
    word(node, SECOND);
    putOff(2);
    server.behave();

    assertThat(outbox(node).retryAll().await(5, SECONDS)).isEqualTo(2);
    states("sent 2");
  }

  @Test
  void aMailThatWasGivenUpIsTriedForAsLongAsANewOne() throws Exception {
    server.answer("RCPT", "451 later");
    var node = node().start();
    word(node, OLD);
    putOff(1);
    test.execute(
        "UPDATE notifications.mail SET queued_at = now() - interval '73 hours',"
            + " next_attempt_at = now()");
    states("failed 1");

    assertThat(outbox(node).retryAll().await(5, SECONDS)).isOne();
    putOff(1);
    assertThat(node.status().deferred()).isEqualTo(3);
  }

  @Test
  void aMailThatIsBeingSentIsNeitherRetriedNorDropped() throws Exception {
    var node = node();
    due(1, "'queued', NULL");
    var mail = lease(node).get(0);
    var outbox = outbox(node);

    assertThat(outbox.list(1).await(5, SECONDS).get(0).state()).isEqualTo("sending");
    assertThat(end(outbox.retry(mail.id()))).contains(mail.id() + " is being sent, until 2");
    assertThat(end(outbox.drop(mail.id()))).contains("is being sent");
    assertThat(outbox.retryAll().await(5, SECONDS)).isZero();
    assertThat(OutboxStore.settle(node.database, mail, End.SENT, null).await(5, SECONDS)).isTrue();
    assertThat(end(outbox.retry(mail.id()))).contains("has left the queue: it is sent");
    assertThat(end(outbox.drop(mail.id()))).contains("has left the queue: it is sent");
    assertThat(events()).isEmpty();
  }

  @Test
  void aMailWhoseWorkerDiedCanBeDroppedOnceItsLeaseIsOver() throws Exception {
    var node = node();
    due(1, "'queued', NULL");
    var mail = lease(node).get(0);
    test.execute("UPDATE notifications.mail SET leased_until = now(), next_attempt_at = now()");

    assertThat(end(outbox(node).drop(mail.id()))).isEqualTo("done");
    assertThat(OutboxStore.settle(node.database, mail, End.SENT, null).await(5, SECONDS)).isFalse();
    assertThat(lease(node)).isEmpty();
  }

  @Test
  void ofAMailThatIsTakenAndDroppedAtOnceExactlyOneHappens() throws Exception {
    var worker = node();
    var outbox = outbox(node());
    int dropped = 0;
    int races = 100;
    for (int race = 0; race < races; race++) {
      due(1, "'queued', NULL");
      var drop = outbox.drop(ids(WAITING).get(0));
      // Now before the drop has its lock, now after.
      var lease =
          worker
              .vertx
              .timer(1 + race % 4, MILLISECONDS)
              .compose(later -> OutboxStore.lease(worker.database, 1, LEASE));
      boolean isDropped = end(drop).equals("done");
      assertThat(lease.await(5, SECONDS)).hasSize(isDropped ? 0 : 1);
      dropped += isDropped ? 1 : 0;
    }
    assertThat(dropped).isBetween(1, races - 1);
    assertThat(events()).hasSize(dropped);
  }

  @Test
  void theMailOfAnExpiredLinkIsNotRetriedButCanBeDropped() throws Exception {
    server.answer("RCPT", "550 no");
    var node = node().start();
    node.append(
        Events.ofAda(EventType.PASSWORD_RESET_REQUESTED, OLD)
            .with("linkId", Ids.next().toString()));
    states("failed 1");
    test.execute("UPDATE notifications.mail SET expires_at = now() - interval '1 second'");

    assertThat(end(outbox(node).retry(onlyMail()))).contains("has expired");
    assertThat(outbox(node).retryAll().await(5, SECONDS)).isZero();
    assertThat(end(outbox(node).drop(onlyMail()))).isEqualTo("done");
    states("dropped 1");
  }

  @Test
  void theFailedMailOfALinkThatDiedSinceIsNotRetried() throws Exception {
    server.answer("RCPT", "550 no");
    var link = Ids.next();
    var node = node().start();
    node.append(
        Events.invitation(EventType.INVITATION_SENT, link)
            .with("expiresAt", "2099-01-01T00:00:00Z"));
    states("failed 1");
    node.append(
        Change.bySystem(EventType.INVITATION_CANCELLED)
            .about("invitation", Ids.next())
            .with("endedLinkId", link.toString()));
    states("expired 1");

    assertThat(end(outbox(node).retry(onlyMail()))).contains("has left the queue: it is expired");
  }

  @Test
  void ofAFarewellThatFailedNothingIsKept() throws Exception {
    server.answer("RCPT", "550 no");
    var node = node().start();
    node.append(Events.toldToAda(EventType.PERSON_CLOSED, OLD));
    states("failed 2");
    assertThat(test.column("SELECT DISTINCT model::text FROM notifications.mail"))
        .containsExactly("{}");

    assertThat(end(outbox(node).retry(ids("SELECT id FROM notifications.mail").get(0))))
        .contains("was a farewell");
    assertThat(outbox(node).retryAll().await(5, SECONDS)).isZero();
  }

  @Test
  void aDroppedMailSaysNothingAnyMoreAndIsNotQueuedAnew() throws Exception {
    var node = node();
    var event = Ids.next();
    var logged = Events.logged(Events.ofAda(EventType.PERSON_REGISTRATION_REPEATED, OLD));
    var mails = new Mailings(TestNode.toServer(1).links()).of(Occasion.of(logged));
    assertThat(OutboxStore.queue(node.database, event, mails, 10).await(5, SECONDS)).isOne();

    assertThat(end(outbox(node).drop(onlyMail()))).isEqualTo("done");
    assertThat(test.column("SELECT state || ' ' || model FROM notifications.mail"))
        .containsExactly("dropped {}");
    assertThat(OutboxStore.queue(node.database, event, mails, 10).await(5, SECONDS)).isZero();
    assertThat(lease(node)).isEmpty();
    assertThat(end(outbox(node).retry(onlyMail()))).contains("has left the queue: it is dropped");
    assertThat(outbox(node).list(10).await(5, SECONDS)).isEmpty();
  }

  @Test
  void aMailThatIsNotThereIsNamed() throws Exception {
    var outbox = outbox(node());
    var nobody = Ids.next();
    assertThat(end(outbox.retry(nobody))).isEqualTo("There is no mail " + nobody + ".");
    assertThat(end(outbox.drop(nobody))).isEqualTo("There is no mail " + nobody + ".");
  }

  @Test
  void everyChangeLeavesAnEventWithoutAnAddress() throws Exception {
    var node = node();
    due(3, "'failed', now()");
    var mail = ids("SELECT id FROM notifications.mail ORDER BY id").get(0);
    outbox(node).retry(mail).await(5, SECONDS);
    outbox(node).drop(mail).await(5, SECONDS);
    outbox(node).dropAllFailed().await(5, SECONDS);

    assertThat(events())
        .containsExactly(
            "mail.retried system mail " + mail + " verify-email",
            "mail.dropped system mail " + mail + " verify-email",
            "mail.dropped system outbox - 2");
    assertThat(test.column("SELECT data->>'by' FROM kernel.event")).containsOnly("command_line");
    assertThat(test.column("SELECT e::text FROM kernel.event AS e"))
        .noneMatch(event -> event.contains("a.example"));
  }

  @Test
  void manyAreChangedInBoundedBatches() throws Exception {
    var node = node();
    due(2500, "'failed', now()");
    assertThat(outbox(node).retryAll().await(30, SECONDS)).isEqualTo(2500);
    test.execute("UPDATE notifications.mail SET state = 'failed', settled_at = now()");
    assertThat(outbox(node).dropAllFailed().await(30, SECONDS)).isEqualTo(2500);
    assertThat(test.column("SELECT data->>'mails' FROM kernel.event ORDER BY sequence"))
        .containsExactly("1000", "1000", "500", "1000", "1000", "500");
    assertThat(outbox(node).dropAllFailed().await(5, SECONDS)).isZero();
  }

  private TestNode node() {
    var config = TestNode.toServer(server.port(), SLOW, Duration.ofSeconds(5));
    var node = new TestNode(test, config);
    nodes.add(node);
    return node;
  }

  private static OutboxAdministration outbox(TestNode node) {
    return new OutboxAdministration(node.database);
  }

  private static void word(TestNode node, String address) {
    node.append(Events.anonymous(EventType.PERSON_REGISTRATION_REPEATED, address));
  }

  private void due(int mails, String stateAndEnd) {
    test.execute(DUE.formatted(stateAndEnd, mails));
  }

  private static List<LeasedMail> lease(TestNode node) throws TimeoutException {
    return OutboxStore.lease(node.database, 1, LEASE).await(5, SECONDS);
  }

  private static String end(Future<?> act) throws TimeoutException {
    return act.map("done")
        .recover(refused -> Future.succeededFuture(String.valueOf(refused.getMessage())))
        .await(5, SECONDS);
  }

  private UUID onlyMail() {
    var ids = ids("SELECT id FROM notifications.mail");
    assertThat(ids).hasSize(1);
    return ids.get(0);
  }

  private List<UUID> ids(String query) {
    return test.column(query).stream().map(UUID::fromString).toList();
  }

  /** That many wait for their next try, and nobody has them. */
  private void putOff(int mails) {
    Eventually.passes(
        () ->
            assertThat(
                    test.column(
                        "SELECT id FROM notifications.mail WHERE state = 'queued'"
                            + " AND leased_until IS NULL AND next_attempt_at > now()"))
                .hasSize(mails));
  }

  private void states(String... expected) {
    Eventually.passes(
        () ->
            assertThat(
                    test.column(
                        "SELECT state || ' ' || count(*) FROM notifications.mail"
                            + " GROUP BY state ORDER BY 1"))
                .containsExactly(expected));
  }

  private List<String> events() {
    return test.column(
        """
        SELECT type || ' ' || actor_kind || ' ' || subject_kind || ' '
               || coalesce(subject_id::text, '-') || ' '
               || coalesce(data->>'template', data->>'mails')
          FROM kernel.event ORDER BY sequence\
        """);
  }
}
