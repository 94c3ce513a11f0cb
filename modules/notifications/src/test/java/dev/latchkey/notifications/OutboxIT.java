package dev.latchkey.notifications;

import static dev.latchkey.notifications.Events.NEW;
import static dev.latchkey.notifications.Events.OLD;
import static dev.latchkey.notifications.Events.SECOND;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.DescribeRecipients;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.NoticeKind;
import dev.latchkey.api.accounts.Recipients;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.LinkTokens;
import dev.latchkey.kernel.secret.Purpose;
import dev.latchkey.notifications.OutboxStore.End;
import dev.latchkey.notifications.mail.MailRenderer;
import dev.latchkey.notifications.mail.MailTemplate;
import dev.latchkey.notifications.mail.MailTransport;
import dev.latchkey.notifications.mail.RenderedMail;
import dev.latchkey.notifications.mail.SmtpTransport;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxIT {
  private static final String QUEUED =
      "SELECT count(*) FROM notifications.mail WHERE state = 'queued'";

  /** Events that were not read yet, and mails that were not sent. */
  private static final String LEFT =
      """
      SELECT (SELECT count(*) FROM notifications.mail WHERE state = 'queued')
           + (SELECT count(*) FROM kernel.event
               WHERE position IS NULL
                  OR position > (SELECT position FROM kernel.subscription WHERE name = 'mails'))\
      """;

  @TempDir private Path directory = Path.of(".");
  private final List<TestNode> nodes = new ArrayList<>();
  private TestDatabase test = TestDatabase.with("notifications");
  private GreenMail server = server(0);

  @BeforeEach
  void start() {
    test = TestDatabase.with("notifications");
    server = server(0);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    for (var node : nodes) {
      node.close();
    }
    server.stop();
  }

  @Test
  void everyEventReachesThePeopleItConcerns() throws Exception {
    var ada = Ids.next();
    var node = node(config()).answering(asked -> recipients(OLD, SECOND)).start();

    node.append(Events.anonymous(EventType.PERSON_REGISTERED, "r@a.example").with("linkId", id()));
    node.append(Events.anonymous(EventType.PERSON_REGISTERED, "setup@a.example"));
    node.append(Events.anonymous(EventType.PERSON_REGISTRATION_REPEATED, "known@a.example"));
    node.append(Events.ofAda(EventType.EMAIL_ADDED, NEW).with("linkId", id()));
    node.append(Events.ofAda(EventType.EMAIL_PROOF_REQUESTED, "taken@a.example"));
    node.append(Events.changeRequested(Ids.next(), Ids.next()));
    node.append(Events.toldToAda(EventType.EMAIL_VERIFIED, NEW));
    node.append(Events.toldToAda(EventType.EMAIL_CHANGED, NEW));
    node.append(Events.toldToAda(EventType.EMAIL_REMOVED, SECOND));
    node.append(Events.toldToAda(EventType.PASSWORD_CHANGED, OLD));
    node.append(Events.toldToAda(EventType.PASSWORD_RESET, OLD));
    node.append(Events.ofAda(EventType.PASSWORD_RESET_REQUESTED, OLD).with("linkId", id()));
    node.append(Events.anonymous(EventType.PERSON_ACTIVATED, "r@a.example").with("linkId", id()));
    node.append(Events.tokenReused(ada));
    node.append(Events.toldToAda(EventType.PERSON_CLOSED, OLD));
    node.append(Events.ofAda(EventType.LOGIN_STARTED, OLD));

    arrived(23);
    assertThat(
            test.column(
                "SELECT template || ' ' || string_agg(CASE recipient WHEN id::text THEN '-'"
                    + " ELSE recipient END, ' ' ORDER BY recipient)"
                    + " FROM notifications.mail GROUP BY event_id, template ORDER BY 1"))
        .as("whom a farewell went to is forgotten once it is sent")
        .containsExactlyInAnyOrder(
            "registration r@a.example",
            "already-registered known@a.example",
            "verify-email " + NEW,
            "already-registered taken@a.example",
            "verify-email " + NEW,
            "email-change-requested " + OLD,
            "email-change-announced " + SECOND,
            "email-added " + OLD + " " + SECOND,
            "email-changed " + OLD + " " + SECOND,
            "email-removed " + OLD + " " + SECOND,
            "password-changed " + OLD + " " + SECOND,
            "password-changed " + OLD + " " + SECOND,
            "password-reset " + OLD,
            "choose-password r@a.example",
            "refresh-token-reused " + OLD + " " + SECOND,
            "account-closed - -");
    assertThat(
            test.column(
                "SELECT type FROM kernel.event WHERE type = 'person.closed' AND personal IS NULL"))
        .hasSize(1);
    assertThat(test.column("SELECT DISTINCT state FROM notifications.mail"))
        .containsExactly("sent");
    assertThat(test.column("SELECT DISTINCT model::text FROM notifications.mail"))
        .as("what a mail said is forgotten once it is sent")
        .containsExactly("{}");
    assertThat(messageIds()).doesNotHaveDuplicates();
  }

  @Test
  void whatSomebodyDoesWithoutIsNotQueuedAndAllElseIs() throws Exception {
    UUID ada = Ids.next();
    UUID eve = Ids.next();
    var node = node(config()).answering(asked -> choosy(asked, ada)).start();
    for (UUID each : List.of(ada, eve)) {
      node.append(Change.bySystem(EventType.ONBOARDING_DELEGATION_ACCEPTED).about("person", each));
      node.append(Change.bySystem(EventType.TOTP_ADDED).about("person", each));
    }
    arrived(3);
    assertThat(
            test.column("SELECT template || ' ' || recipient FROM notifications.mail ORDER BY 1"))
        .containsExactlyInAnyOrder(
            "totp-added " + ada + "@a.example",
            "totp-added " + eve + "@a.example",
            "delegation-accepted " + eve + "@a.example");
  }

  /** Of all sign-ins only those from new devices cost a question to accounts. */
  @Test
  void newDevicesAndLostAccessAreToldToWhomAccountsNames() throws Exception {
    UUID ada = Ids.next();
    var asked = new ArrayList<UUID>();
    var node =
        node(config())
            .answering(
                request -> {
                  asked.add(request.person().value());
                  return recipients(request.person() + "@a.example", SECOND);
                })
            .start();
    node.append(Events.loginStarted(Ids.next(), false));
    node.append(Events.loginStarted(ada, true));
    for (var type :
        List.of(EventType.USER_DISABLED, EventType.USER_ENABLED, EventType.USER_REMOVED)) {
      node.append(Events.administered(type, "Analytical Engines").about("person", ada));
    }
    var texts = arrived(8).stream().map(OutboxIT::text).toList();
    assertThat(
            test.column("SELECT template || ' ' || recipient FROM notifications.mail ORDER BY 1"))
        .containsExactlyInAnyOrder(
            "new-login " + ada + "@a.example",
            "new-login " + SECOND,
            "account-disabled " + ada + "@a.example",
            "account-disabled " + SECOND,
            "account-enabled " + ada + "@a.example",
            "account-enabled " + SECOND,
            "account-removed " + ada + "@a.example",
            "account-removed " + SECOND);
    assertThat(texts).filteredOn(text -> text.contains("Analytical Engines")).hasSize(6);
    assertThat(texts).filteredOn(text -> text.contains("Firefox on Linux")).hasSize(2);
    assertThat(asked).hasSize(4).containsOnly(ada);
  }

  private static Future<Recipients> choosy(DescribeRecipients asked, UUID without) {
    Set<NoticeKind> declined =
        asked.person().value().equals(without) ? Set.of(NoticeKind.values()) : Set.of();
    return Future.succeededFuture(
        new Recipients(List.of(asked.person() + "@a.example"), null, null, declined));
  }

  @Test
  void noMailAboutSomebodyWhoIsAnonymisedIsLeft() throws Exception {
    UUID ada = Ids.next();
    UUID eve = Ids.next();
    var node = node(config()).answering(asked -> recipients(OLD)).start();
    node.append(Events.toldToAda(EventType.PASSWORD_CHANGED, OLD).about("person", ada));
    node.append(
        Change.by(ada, Origin.SYSTEM, EventType.EMAIL_VERIFIED)
            .about("email", Ids.next())
            .personal("address", NEW)
            .personal("recipients", new JsonArray().add(SECOND)));
    node.append(
        Events.anonymous(EventType.PERSON_REGISTERED, "eve@a.example")
            .about("person", eve)
            .with("linkId", id()));
    Eventually.passes(
        () ->
            assertThat(test.column("SELECT recipient FROM notifications.mail ORDER BY 1"))
                .containsExactly(OLD, SECOND, SECOND, "eve@a.example"));
    node.append(
        Change.bySystem(EventType.USER_REMOVED).about("person", eve).with("accountGone", false));
    node.append(Change.bySystem(EventType.USER_ANONYMISED).about("person", ada));
    Eventually.passes(
        () ->
            assertThat(test.column("SELECT recipient FROM notifications.mail"))
                .containsExactly("eve@a.example"));
  }

  @Test
  void aLinkIsInTheMailAndNowhereElseAndLeadsToThePublicUrl() throws Exception {
    var link = Ids.next();
    var undo = Ids.next();
    var node = node(config()).start();
    node.append(Events.changeRequested(link, undo));
    var texts = arrived(3).stream().map(OutboxIT::text).toList();

    var tokens = new LinkTokens(TestNode.KEYSET);
    var found = urls(texts).stream().filter(url -> url.contains("#token=")).toList();
    assertThat(found)
        .containsExactlyInAnyOrder(
            "https://id.example.com/login/verify-email#token="
                + token(LinkPurpose.EMAIL_PROOF, link),
            "https://id.example.com/login/reset-password#token="
                + token(LinkPurpose.PASSWORD_RESET, undo));
    assertThat(tokens.verify(purpose(LinkPurpose.EMAIL_PROOF), tokenIn(texts, "verify-email")))
        .contains(link);
    assertThat(tokens.verify(purpose(LinkPurpose.PASSWORD_RESET), tokenIn(texts, "reset-password")))
        .contains(undo);
    assertThat(urls(texts)).allMatch(url -> url.startsWith("https://id.example.com/login/"));
    assertThat(rows())
        .hasSizeGreaterThan(3)
        .noneMatch(row -> row.contains(token(LinkPurpose.EMAIL_PROOF, link)))
        .noneMatch(row -> row.contains(token(LinkPurpose.PASSWORD_RESET, undo)));
  }

  @Test
  void theMailOfALinkThatIsDeadIsNotSent() throws Exception {
    var dead = Ids.next();
    var alive = Ids.next();
    var node = node(TestNode.toServer(closedPort())).start();
    for (var link : List.of(dead, alive)) {
      node.append(invited(EventType.INVITATION_SENT, link));
    }
    Eventually.passes(() -> assertThat(test.column(QUEUED)).containsExactly("2"));
    node.append(
        Change.bySystem(EventType.INVITATION_CANCELLED)
            .about("invitation", Ids.next())
            .with("endedLinkId", dead.toString()));
    Eventually.passes(
        () ->
            assertThat(
                    test.column(
                        "SELECT link_id || ' ' || state FROM notifications.mail ORDER BY state"))
                .containsExactly(dead + " expired", alive + " queued"));
    assertThat(test.column("SELECT model::text FROM notifications.mail WHERE state = 'expired'"))
        .containsExactly("{}");
  }

  /** As the database judges times, which is not when the tests' events are said to be. */
  private static Change invited(EventType type, UUID link) {
    return Events.invitation(type, link).with("expiresAt", "2099-01-01T00:00:00Z");
  }

  @Test
  void anInvitationLeadsToThePageThatAcceptsIt() throws Exception {
    var link = Ids.next();
    var node = node(config()).start();
    node.append(invited(EventType.INVITATION_SENT, link));
    var token = new LinkTokens(TestNode.KEYSET).issue(new Purpose("invitation"), link);
    assertThat(urls(arrived(1).stream().map(OutboxIT::text).toList()))
        .anyMatch(url -> url.endsWith("/accept-invitation#token=" + token));
  }

  @Test
  void aQueuedRowCanNotHoldAToken() {
    var node = node(config());
    var mail = new NewMail(MailTemplate.PASSWORD_RESET, OLD, null, Map.of("token", "x"), null);
    assertThat(
            OutboxStore.queue(node.database, Ids.next(), List.of(mail), 10)
                .map("queued")
                .recover(refused -> Future.succeededFuture(String.valueOf(refused.getMessage())))
                .await())
        .contains("mail_model_check");
  }

  @Test
  void twoNodesWhoseAccountsAreSilentAndThenFailTellEveryEventOnce() throws Exception {
    var asked = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      node(config())
          .answering(
              request ->
                  switch (asked.incrementAndGet()) {
                    case 1 -> Promise.<Recipients>promise().future();
                    case 2, 3 -> Future.failedFuture(Failure.UNAVAILABLE.refusal());
                    default -> recipients(OLD, request.person() + "@people.example");
                  });
    }
    nodes.get(0).append(Events.tokenReused(Ids.next()));
    for (int i = 0; i < 30; i++) {
      nodes
          .get(i % 2)
          .append(
              i % 10 == 0
                  ? Events.tokenReused(Ids.next())
                  : Events.toldToAda(EventType.PASSWORD_CHANGED, OLD));
    }
    for (var node : nodes) {
      node.start();
    }

    arrived(62);
    assertThat(asked.get()).as("4 events, and asks that failed").isGreaterThanOrEqualTo(7);
    assertThat(test.column("SELECT count(*) FROM notifications.mail")).containsExactly("62");
    assertThat(messageIds()).doesNotHaveDuplicates();
  }

  @Test
  void anEventThatIsReadTwiceIsToldOnce() throws Exception {
    var node = node(config());
    var event = Ids.next();
    var logged = Events.logged(Events.changeRequested(Ids.next(), Ids.next()));
    var mails = new Mailings(config().links()).of(Occasion.of(logged));

    assertThat(OutboxStore.queue(node.database, event, mails, 10).await(5, SECONDS)).isEqualTo(3);
    assertThat(OutboxStore.queue(node.database, event, mails, 10).await(5, SECONDS)).isZero();
  }

  @Test
  void anEventThatNobodyCanBeToldOfHoldsUpNoOther() throws Exception {
    var node =
        node(config()).answering(asked -> Future.failedFuture(Failure.NOT_FOUND.refusal())).start();
    node.append(Events.tokenReused(Ids.next()));
    node.append(Events.ofAda(EventType.EMAIL_ADDED, NEW).with("linkId", "no id at all"));
    node.append(Events.ofAda(EventType.LOGIN_TOKEN_REUSED, NEW).with("person", "nobody"));
    node.append(Events.anonymous(EventType.PERSON_REGISTRATION_REPEATED, "x".repeat(300)));
    node.append(Events.toldToAda(EventType.PASSWORD_CHANGED, OLD));

    arrived(2);
    assertThat(test.column("SELECT count(*) FROM notifications.mail")).containsExactly("2");
  }

  @Test
  void aServerThatWasDownGetsEveryMailOnceItIsBack() throws Exception {
    int port = closedPort();
    var node = node(TestNode.toServer(port)).start();
    for (int i = 0; i < 30; i++) {
      node.append(Events.toldToAda(EventType.PASSWORD_CHANGED, OLD));
    }
    Eventually.passes(() -> assertThat(node.status().deferred()).isGreaterThan(70));
    assertThat(node.status().queued()).isEqualTo(60);
    assertThat(node.status().oldestAge()).isPositive();

    server.stop();
    server = server(port);
    server.start();
    arrived(60);
    assertThat(messageIds()).doesNotHaveDuplicates();
    Eventually.passes(() -> assertThat(node.status().sent()).isEqualTo(60));
    assertThat(node.status().queued()).isZero();
    assertThat(node.status().oldestAge()).isZero();
    assertThat(node.status().failed()).isZero();
  }

  @Test
  void threeNodesSendEachMailOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      node(config());
    }
    for (int i = 0; i < 40; i++) {
      nodes.get(0).append(Events.toldToAda(EventType.PASSWORD_CHANGED, OLD));
    }
    for (var node : nodes) {
      node.start();
    }
    arrived(80);
    assertThat(messageIds()).doesNotHaveDuplicates();
    Eventually.passes(
        () ->
            assertThat(nodes.stream().mapToLong(node -> node.status().sent()).sum()).isEqualTo(80));
    assertThat(test.column("SELECT DISTINCT attempts FROM notifications.mail"))
        .containsExactly("1");
  }

  @Test
  void aMailWhoseWorkerDiedAfterSendingItComesAgainUnderItsMessageId() throws Exception {
    var node = node(config());
    queue(node, 1);
    var mail = lease(node);
    var transport = new SmtpTransport(node.vertx, TestNode.smtp(port()));
    transport.send(writer().write(mail)).await(5, SECONDS);
    transport.close().await(5, SECONDS);

    node.start();
    Eventually.passes(() -> assertThat(node.status().queued()).isOne());
    assertThat(messageIds()).as("the lease is another's").hasSize(1);
    test.execute("UPDATE notifications.mail SET next_attempt_at = now()");
    Eventually.passes(() -> assertThat(node.status().sent()).isOne());
    assertThat(messageIds()).hasSize(2).containsOnly("<" + mail.id() + "@id.example.com>");
  }

  @Test
  void whoLostTheLeaseCanNotSettleTheMail() throws Exception {
    var node = node(config());
    queue(node, 1);
    var zombie = lease(node);
    test.execute("UPDATE notifications.mail SET next_attempt_at = now()");
    var heir = lease(node);
    var day = Duration.ofDays(1);

    assertThat(OutboxStore.settle(node.database, zombie, End.SENT, null).await(5, SECONDS))
        .isFalse();
    assertThat(OutboxStore.retry(node.database, zombie, "x", day, day).await(5, SECONDS)).isFalse();
    assertThat(test.column(QUEUED)).containsExactly("1");
    assertThat(OutboxStore.settle(node.database, heir, End.SENT, null).await(5, SECONDS)).isTrue();
    assertThat(OutboxStore.settle(node.database, heir, End.FAILED, "x").await(5, SECONDS))
        .as("what is settled stays so")
        .isFalse();
  }

  @Test
  void aWorkerThatWasPausedSendsNothingUnderAnOldLease() throws Exception {
    var node = node(config());
    queue(node, 2);
    var sent = new ArrayList<RenderedMail>();
    var delivery = new Delivery(noting(sent), 2, Duration.ofSeconds(20), TestNode.QUICK);
    var counters = new OutboxCounters();
    var dispatch = new Dispatch(node.vertx, node.database, writer(), delivery, counters);

    long now = System.nanoTime();
    dispatch.begin(lease(node), now - Duration.ofSeconds(41).toNanos()).await(5, SECONDS);
    assertThat(sent).isEmpty();
    assertThat(test.column(QUEUED)).containsExactly("2");
    dispatch.begin(lease(node), now - Duration.ofSeconds(30).toNanos()).await(5, SECONDS);
    assertThat(sent).hasSize(1);
    assertThat(test.column(QUEUED)).containsExactly("1");
  }

  @Test
  void anExpiredLinkIsNotMailedButANoticeIs() throws Exception {
    var node =
        node(
            TestNode.config(
                Optional.of(TestNode.smtp(port())),
                directory,
                TestNode.QUICK,
                Duration.ofMillis(1)));
    node.append(Events.changeRequested(Ids.next(), Ids.next()));
    node.append(Events.ofAda(EventType.PASSWORD_RESET_REQUESTED, OLD).with("linkId", id()));
    node.start();

    Eventually.passes(() -> assertThat(node.status().expired()).isEqualTo(2));
    arrived(2);
    assertThat(
            test.column(
                "SELECT template FROM notifications.mail WHERE state = 'expired' ORDER BY 1"))
        .containsExactly("password-reset", "verify-email");
    assertThat(
            test.column("SELECT template FROM notifications.mail WHERE state = 'sent' ORDER BY 1"))
        .containsExactly("email-change-announced", "email-change-requested");
  }

  @Test
  void whatStrangersCauseIsLimitedPerAddressAndNoticesAreNot() throws Exception {
    var node = node(config()).start();
    for (int i = 0; i < 12; i++) {
      var address = i % 2 == 0 ? OLD : OLD.toUpperCase(Locale.ROOT);
      node.append(
          Events.anonymous(EventType.PASSWORD_RESET_REQUESTED, address).with("linkId", id()));
      node.append(Events.anonymous(EventType.PERSON_REGISTRATION_REPEATED, address));
      node.append(Events.toldToAda(EventType.PASSWORD_CHANGED, OLD));
    }
    node.append(Events.anonymous(EventType.PERSON_REGISTRATION_REPEATED, SECOND));

    arrived(10 + 24 + 1);
    Eventually.passes(() -> assertThat(node.status().sent()).isEqualTo(35));
    assertThat(node.status().suppressed()).isEqualTo(14);
    assertThat(test.column("SELECT count(*) FROM notifications.mail WHERE limited"))
        .containsExactly("11");

    test.execute("UPDATE notifications.mail SET queued_at = queued_at - interval '61 minutes'");
    node.append(Events.anonymous(EventType.PERSON_REGISTRATION_REPEATED, OLD));
    Eventually.passes(() -> assertThat(node.status().sent()).isEqualTo(36));
  }

  @Test
  void whatLeftTheQueueAMonthAgoIsForgottenInBoundedBatches() throws Exception {
    var node = node(config());
    queue(node, 3);
    test.execute(
        "INSERT INTO notifications.mail (id, event_id, template, recipient, model, limited, state,"
            + " settled_at) SELECT gen_random_uuid(), gen_random_uuid(), 'x', 'x', '{}', false,"
            + " 'sent', now() - make_interval(days => 29 + n % 3) FROM generate_series(1, 3000) AS"
            + " n");

    assertThat(OutboxStore.purge(node.database).await(5, SECONDS)).isEqualTo(1000);
    assertThat(OutboxStore.purge(node.database).await(5, SECONDS)).isEqualTo(1000);
    assertThat(OutboxStore.purge(node.database).await(5, SECONDS)).isZero();
    assertThat(test.column("SELECT count(*) FROM notifications.mail")).containsExactly("1003");
  }

  @Test
  void aMailThatCanNotBeWrittenFailsAlone() throws Exception {
    var node = node(config()).start();
    node.append(Events.anonymous(EventType.PERSON_REGISTRATION_REPEATED, "dörte@a.example"));
    node.append(Events.anonymous(EventType.PERSON_REGISTRATION_REPEATED, "good@a.example"));

    arrived(1);
    Eventually.passes(
        () ->
            assertThat(
                    test.column(
                        "SELECT recipient || ': ' || last_error FROM notifications.mail"
                            + " WHERE state = 'failed'"))
                .singleElement()
                .asString()
                .startsWith("dörte@a.example: it can't be written: this is not a mail address"));
  }

  @Test
  void aFileIsThereSoonAfterItsEvent() throws Exception {
    var node = node(TestNode.toDirectory(directory.resolve("mail"))).start();
    node.append(Events.toldToAda(EventType.PASSWORD_CHANGED, OLD));
    Eventually.passes(() -> assertThat(files()).hasSize(2));

    long start = System.nanoTime();
    node.append(Events.toldToAda(EventType.PASSWORD_CHANGED, OLD));
    Eventually.passes(() -> assertThat(files()).hasSize(4));
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("by a nudge, not by the next look of the clock")
        .isLessThan(Duration.ofMillis(700));
  }

  private List<String> files() {
    var mail = directory.resolve("mail");
    try (var files = Files.list(mail)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".eml")).toList();
    } catch (IOException notYet) {
      return List.of();
    }
  }

  private MailConfig config() {
    return TestNode.toServer(port());
  }

  private int port() {
    return server.getSmtp().getPort();
  }

  private TestNode node(MailConfig config) {
    var node = new TestNode(test, config);
    nodes.add(node);
    return node;
  }

  /** Rows that no worker has taken yet. */
  private static void queue(TestNode node, int mails) throws TimeoutException {
    var logged = Events.logged(Events.ofAda(EventType.PERSON_REGISTRATION_REPEATED, OLD));
    var mailings = new Mailings(TestNode.toServer(1).links());
    for (int i = 0; i < mails; i++) {
      OutboxStore.queue(node.database, Ids.next(), mailings.of(Occasion.of(logged)), 10)
          .await(5, SECONDS);
    }
  }

  private static LeasedMail lease(TestNode node) throws TimeoutException {
    return OutboxStore.lease(node.database, 1, Duration.ofSeconds(60)).await(5, SECONDS).get(0);
  }

  private static MailWriter writer() {
    var config = TestNode.toServer(1);
    var links = config.links().links(TestNode.PUBLIC_URL);
    return new MailWriter(
        links, new LinkTokens(TestNode.KEYSET), new MailRenderer(config.identity(), links));
  }

  private static MailTransport noting(List<RenderedMail> sent) {
    return new MailTransport() {
      @Override
      public Future<Void> send(RenderedMail mail) {
        sent.add(mail);
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> close() {
        return Future.succeededFuture();
      }
    };
  }

  private static Future<Recipients> recipients(String... addresses) {
    return Future.succeededFuture(new Recipients(List.of(addresses), "Ada", null));
  }

  private static String id() {
    return Ids.next().toString();
  }

  private static Purpose purpose(LinkPurpose purpose) {
    return new Purpose(purpose.wireName());
  }

  private static String token(LinkPurpose purpose, UUID link) {
    return new LinkTokens(TestNode.KEYSET).issue(purpose(purpose), link);
  }

  /** Every row of every table that this module or its events could leave a secret in. */
  private List<String> rows() {
    var rows = new ArrayList<>(test.column("SELECT m::text FROM notifications.mail AS m"));
    rows.addAll(test.column("SELECT e::text FROM kernel.event AS e"));
    return rows;
  }

  /** Exactly so many mails, when nothing is left to be queued or sent. */
  private List<MimeMessage> arrived(int count) {
    Eventually.passes(
        () ->
            assertThat(test.column("SELECT count(*) FROM notifications.mail WHERE state = 'sent'"))
                .containsExactly(String.valueOf(count)));
    Eventually.passes(() -> assertThat(test.column(LEFT)).containsExactly("0"));
    assertThat(server.getReceivedMessages().length)
        .as("mails, of these %s again", repeated())
        .isEqualTo(count);
    return List.of(server.getReceivedMessages());
  }

  private List<String> repeated() {
    return test.column(
        "SELECT attempts || ' tries, ' || coalesce(last_error, '') FROM notifications.mail"
            + " WHERE attempts > 1");
  }

  private List<String> messageIds() {
    return Arrays.stream(server.getReceivedMessages()).map(OutboxIT::messageId).toList();
  }

  private static String messageId(MimeMessage message) {
    try {
      return message.getMessageID();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(MimeMessage message) {
    try {
      return (String) ((MimeMultipart) message.getContent()).getBodyPart(0).getContent();
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> urls(List<String> texts) {
    return Pattern.compile("\\w+://\\S+")
        .matcher(String.join("\n", texts))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static String tokenIn(List<String> texts, String page) {
    return urls(texts).stream()
        .filter(url -> url.contains(page))
        .map(url -> url.substring(url.indexOf("#token=") + "#token=".length()))
        .findFirst()
        .orElseThrow();
  }

  private static GreenMail server(int port) {
    var setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    return new GreenMail(port == 0 ? setup.dynamicPort() : setup);
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
