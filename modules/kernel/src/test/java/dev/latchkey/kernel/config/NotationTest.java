package dev.latchkey.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotationTest {
  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "30s,PT30S", "90m,PT90M", "24h,PT24H", "30d,P30D", "0s,PT0S"})
  void durationsAreAWholeNumberAndAUnit(String text, Duration duration) {
    assertThat(Notation.duration(text)).contains(duration);
  }

  @ParameterizedTest
  @CsvSource({"512B,512", "64KiB,65536", "19MiB,19922944", "1GiB,1073741824", "0B,0"})
  void sizesAreAWholeNumberAndAUnit(String text, long bytes) {
    assertThat(Notation.bytes(text)).contains(bytes);
    assertThat(Notation.text(bytes)).isEqualTo(text);
  }

  @Test
  void theLargestNumberOfTheLargestUnitDoesNotOverflow() {
    assertThat(Notation.bytes("999999999GiB")).contains(999_999_999L << 30);
    assertThat(Notation.duration("999999999d")).contains(Duration.ofDays(999_999_999));
    assertThat(Notation.bytes("1000000000GiB")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PT24H,1d", "PT90M,90m", "PT60S,1m", "PT0.5S,500ms", "PT0S,0s", "PT25H,25h"})
  void durationsAreWrittenInTheLargestUnitThatFits(Duration duration, String text) {
    assertThat(Notation.text(duration)).isEqualTo(text);
  }

  @Test
  void aQuotedValueIsShortAndVisible() {
    assertThat(Notation.quoted("a\u202eb\u009bc\u2028d")).isEqualTo("\"a?b?c?d\"");
    assertThat(Notation.quoted("x".repeat(61))).isEqualTo("\"" + "x".repeat(60) + "…\"");
  }
}
