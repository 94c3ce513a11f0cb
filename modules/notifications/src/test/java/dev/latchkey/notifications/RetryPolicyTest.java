package dev.latchkey.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.id.Ids;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(Duration.ofSeconds(5), Duration.ofMinutes(30), Duration.ofDays(3));

  @Test
  void theDelayDoublesUpToItsBound() {
    assertThat(IntStream.rangeClosed(1, 11).mapToObj(tries -> POLICY.delay(tries).toSeconds()))
        .containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 1800L, 1800L);
    assertThat(POLICY.delay(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void aFirstDelayBeyondTheLongestIsTheLongest() {
    var policy = new RetryPolicy(Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofDays(1));
    assertThat(policy.delay(1)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void oneMailThatIsNotTakenIsNoOutage() {
    var outage = new Outage();
    var poison = Ids.next();
    for (int i = 0; i < 10; i++) {
      outage.deferred(poison);
    }
    assertThat(outage.isLikely()).isFalse();
    assertThat(outage.bounded(Duration.ofMinutes(30))).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void severalMailsInARowAreAnOutageUntilTheServerAnswers() {
    var outage = new Outage();
    outage.deferred(Ids.next());
    outage.deferred(Ids.next());
    assertThat(outage.isLikely()).isFalse();
    outage.deferred(Ids.next());
    assertThat(outage.isLikely()).isTrue();
    assertThat(outage.bounded(Duration.ofMinutes(30))).isEqualTo(Duration.ofSeconds(30));
    assertThat(outage.bounded(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));

    outage.answered();
    assertThat(outage.isLikely()).isFalse();
  }
}
