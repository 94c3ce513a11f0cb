package dev.latchkey.router.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NumbersTest {

  private static long number(long id) {
    return Numbers.of(new UUID(0x019aa5b000007000L, id));
  }

  @Test
  void aNumberIsTheSameForEver() {
    assertThat(Numbers.of(UUID.fromString("01966f2e-7d5c-7c3e-8f65-3d0c2a5e7b10")))
        .isEqualTo(2632872078559778L);
  }

  @Test
  void numbersArePositiveAndExactAndFarApart() {
    long[] numbers = LongStream.range(0, 100_000).map(NumbersTest::number).toArray();
    assertThat(numbers).doesNotHaveDuplicates();
    assertThat(LongStream.of(numbers)).allMatch(each -> each > 0 && each == (long) (double) each);
    assertThat(LongStream.of(numbers).filter(each -> each < 1L << 52).count())
        .isBetween(49_000L, 51_000L);
  }
}
