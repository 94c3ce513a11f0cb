package dev.latchkey.router.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EverybodyTest {

  private static final int PAGE = 100;

  /** A list of that many numbers, page by page; the marker is where a page begins. */
  private static Future<List<Integer>> all(int size) {
    return Everybody.of(
        marker -> {
          int start = marker == null ? 0 : Integer.parseInt(marker);
          int end = Math.min(start + PAGE, size);
          List<Integer> items = IntStream.range(start, end).boxed().toList();
          return Future.succeededFuture(
              new Everybody.Part<>(items, end < size ? String.valueOf(end) : null));
        });
  }

  @Test
  void everyPageIsReadToTheLast() {
    assertThat(all(0).result()).isEmpty();
    assertThat(all(250).result()).hasSize(250).doesNotHaveDuplicates().isSorted();
    assertThat(all(Everybody.MOST).result()).hasSize(Everybody.MOST);
  }

  @Test
  void moreThanTheBoundIsRefusedWithASentence() {
    assertThat(all(Everybody.MOST + 1).cause())
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.failure()).isEqualTo(Failure.INVALID_REQUEST);
              assertThat(refusal.detail()).contains("5000").contains("/api/v1/org/users");
            });
  }
}
