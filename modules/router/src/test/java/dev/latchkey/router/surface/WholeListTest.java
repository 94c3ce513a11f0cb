package dev.latchkey.router.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WholeListTest {

  private static final int PAGE = 100;

  /** A list of that many numbers, page by page; the marker is where a page begins. */
  private static Future<List<Integer>> all(int size) {
    return WholeList.of(
        marker -> {
          int start = marker == null ? 0 : Integer.parseInt(marker);
          int end = Math.min(start + PAGE, size);
          List<Integer> items = IntStream.range(start, end).boxed().toList();
          return Future.succeededFuture(
              new WholeList.Part<>(items, end < size ? String.valueOf(end) : null));
        });
  }

  @Test
  void everyPageIsReadToTheLast() {
    assertThat(all(0).result()).isEmpty();
    assertThat(all(250).result()).hasSize(250).doesNotHaveDuplicates().isSorted();
    assertThat(all(WholeList.MOST).result()).hasSize(WholeList.MOST);
  }

  @Test
  void moreThanTheBoundIsRefusedWithASentence() {
    assertThat(all(WholeList.MOST + 1).cause())
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.failure()).isEqualTo(Failure.INVALID_REQUEST);
              assertThat(refusal.detail()).contains("5000").contains("/api/v1");
            });
  }
}
