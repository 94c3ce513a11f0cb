package dev.latchkey.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.notifications.MailStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutboxTableTest {

  private static final UUID ID = UUID.fromString("0194b2c0-1234-7000-8000-00000000abcd");

  private static final MailStatus WAITING =
      new MailStatus(
          ID,
          "verify-email",
          "a***@example.org",
          "queued",
          2,
          Instant.parse("2026-11-21T14:05:00.123456Z"),
          "451 later");

  private static final MailStatus FAILED =
      new MailStatus(ID, "email-added", "a***@example.org", "failed", 1, null, null);

  @Test
  void eachMailIsALineOfFieldsBetweenTabs() {
    assertThat(OutboxTable.of(List.of(WAITING, FAILED), 3).lines())
        .containsExactly(
            "id\ttemplate\trecipient\tstate\tattempts\tnext attempt\tlast error",
            ID + "\tverify-email\ta***@example.org\tqueued\t2\t2026-11-21T14:05:00Z\t451 later",
            ID + "\temail-added\ta***@example.org\tfailed\t1\t-\t-");
  }

  @Test
  void aListThatIsFullSaysThatMoreMayFollow() {
    assertThat(OutboxTable.of(List.of(WAITING, FAILED), 2).lines())
        .hasSize(4)
        .last()
        .isEqualTo("These are the oldest 2; there may be more.");
  }

  @Test
  void anEmptyOutboxIsSaidToBe() {
    assertThat(OutboxTable.of(List.of(), 100)).isEqualTo("No mail waits or has failed.");
  }

  @Test
  void whatAMailServerSaysDoesNotCommandTheTerminal() {
    MailStatus said =
        new MailStatus(ID, "x", "a***@b", "failed", 1, null, "550 \u001b[2J\t\u202egone\u009b");
    assertThat(OutboxTable.of(List.of(said), 2)).endsWith("\t550 ?[2J??gone?");
  }
}
