package dev.latchkey.kernel.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void idsAreOfVersionSevenAndAscend() {
    var ids = IntStream.range(0, 10_000).mapToObj(i -> Ids.next()).toList();

    assertThat(ids).allMatch(id -> id.version() == 7 && id.variant() == 2);
    assertThat(ids.stream().map(UUID::toString)).isSorted();
  }

  @Test
  void idsOfManyThreadsAreUnique() {
    var ids = IntStream.range(0, 50_000).parallel().mapToObj(i -> Ids.next()).toList();

    assertThat(ids).doesNotHaveDuplicates();
  }
}
