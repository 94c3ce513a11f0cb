package dev.latchkey.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator looks after the outbox by the jar's command line, beside the running service. */
class OutboxCommandIT {

  private static final String REFUSAL = "Latchkey can't do that: ";

  @TempDir Path home;

  @Test
  void mailsThatDoNotGoOutAreListedRetriedAndDroppedBesideTheServiceOnItsEmbeddedDatabase()
      throws Exception {
    Launch launch = unsent(Installation.copiedTo(home.resolve("copy")));
    String mail;
    try (Latchkey latchkey = launch.start()) {
      assertThat(did(launch, "list")).isEqualTo("No mail waits or has failed.\n");
      Installation.owner(latchkey).signIn().addEmail("zoe@a.example");
      List<String> fields = Eventually.value("a mail that was put off", () -> putOff(launch));
      assertThat(fields).startsWith(fields.get(0), "verify-email", "z***@a.example", "queued");
      mail = fields.get(0);
      assertTheMetricsTellOfIt(latchkey);

      assertThat(did(launch, "retry", mail)).isEqualTo("Mail " + mail + " is due now.\n");
      assertTriedAgain(launch, 2);
      assertThat(did(launch, "retry", "--all"))
          .isEqualTo("Mails that are due now and were not: 1.\n");
      assertTriedAgain(launch, 3);
      assertThat(did(launch, "drop", "--all-failed"))
          .isEqualTo("Failed mails that are not sent any more: 0.\n");
      assertThat(did(launch, "drop", mail)).isEqualTo("Mail " + mail + " is not sent any more.\n");
      assertThat(did(launch, "list")).isEqualTo("No mail waits or has failed.\n");
      assertRefused(launch, "has left the queue: it is dropped", "retry", mail);
      UUID nobody = new UUID(0, 1);
      assertRefused(launch, "There is no mail " + nobody, "retry", nobody.toString());
      assertRefused(launch, "There is no mail " + nobody, "drop", nobody.toString());
      Installation.owner(latchkey).signIn().me().expect(200);
    }
    assertRefused(launch, "no Latchkey is running on the data directory", "list");
    assertRefused(launch, "no Latchkey is running on the data directory", "drop", mail);
  }

  @Test
  void aDirectoryWithoutADatabaseIsLeftAsItWas() {
    assertRefused(Launch.in(home), "no Latchkey is running on the data directory", "list");
    assertThat(home.resolve("data")).doesNotExist();
  }

  @Test
  void aDatabaseOfOnesOwnIsUsedAlsoWhileNobodyServes() {
    String keyset = Launch.in(home).saying("new-keyset").run().out().strip();
    TestDatabase database =
        TestDatabase.with("accounts", "sessions", "mfa", "invitations", "notifications");
    Launch launch = Launch.in(home).on(database, keyset);
    database.execute(
        "INSERT INTO notifications.mail"
            + " (id, event_id, template, recipient, model, limited, state, settled_at)"
            + " SELECT gen_random_uuid(), gen_random_uuid(), 'totp-added', 'zoe@a.example', '{}',"
            + " false, 'failed', now() FROM generate_series(1, 3)");

    assertThat(did(launch, "list", "--limit", "2").lines())
        .hasSize(4)
        .last()
        .isEqualTo("These are the oldest 2; there may be more.");
    assertThat(did(launch, "drop", "--all-failed"))
        .isEqualTo("Failed mails that are not sent any more: 3.\n");
    assertThat(database.column("SELECT type FROM kernel.event")).containsExactly("mail.dropped");
    database.execute("UPDATE kernel.migrated SET fingerprint = 'other'");
    assertRefused(launch, "start this Latchkey on it first", "list");
  }

  @Test
  void aDatabaseThatNobodyServesIsNamed() {
    String keyset = Launch.in(home).saying("new-keyset").run().out().strip();
    Launch launch =
        Launch.in(home)
            .with("database.url", "postgresql://latchkey:secret@127.0.0.1:1/latchkey")
            .with("secrets.keyset", keyset);
    assertRefused(launch, "127.0.0.1:1/latchkey can't be used", "list");
  }

  /** Nobody listens where its mails are to go. */
  private static Launch unsent(Launch launch) {
    return launch
        .with("mail.transport", "smtp")
        .with("mail.smtp.host", "127.0.0.1")
        .with("mail.smtp.port", Launch.freePort())
        .with("mail.smtp.tls", "none")
        .with("mail.retry.first-delay", "1h");
  }

  /** The fields of the one mail that waits for its next try; null while there is none. */
  private static @Nullable List<String> putOff(Launch launch) {
    return did(launch, "list")
        .lines()
        .skip(1)
        .map(line -> List.of(line.split("\t")))
        .filter(fields -> fields.get(3).equals("queued") && !fields.get(6).equals("-"))
        .findFirst()
        .orElse(null);
  }

  private static void assertTheMetricsTellOfIt(Latchkey latchkey) {
    Eventually.passes(
        () -> {
          assertThat(latchkey.counter("latchkey_mail_queued")).isOne();
          assertThat(latchkey.counter("latchkey_mail_oldest_seconds")).isPositive();
          assertThat(latchkey.counter("latchkey_mail_deferred_total")).isOne();
          assertThat(latchkey.counter("latchkey_mail_failed_total")).isZero();
        });
  }

  private static void assertTriedAgain(Launch launch, int attempts) {
    Eventually.passes(
        () -> assertThat(putOff(launch)).element(4).isEqualTo(String.valueOf(attempts)));
  }

  private static String did(Launch launch, String... words) {
    Launch.Ended ended = order(launch, words);
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.err()).isEmpty();
    return ended.out();
  }

  private static void assertRefused(Launch launch, String named, String... words) {
    Launch.Ended ended = order(launch, words);
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith(REFUSAL).contains(named).hasLineCount(1);
  }

  private static Launch.Ended order(Launch launch, String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "outbox";
    System.arraycopy(words, 0, all, 1, words.length);
    return launch.saying(all).run();
  }
}
