package dev.latchkey.kernel.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Argon2ParametersTest {
  @ParameterizedTest
  @CsvSource({"47104,1", "19456,2", "12288,3", "9216,4", "7168,5", "7168,9", "65536,3"})
  void whatOwaspRecommendsMeetsTheFloor(int memoryKib, int iterations) {
    assertThat(new Argon2Parameters(memoryKib, iterations, 1).meetsOwaspFloor()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"47103,1", "19455,2", "12287,3", "9215,4", "7167,5", "7167,32"})
  void anythingCheaperDoesNot(int memoryKib, int iterations) {
    var cheap = new Argon2Parameters(memoryKib, iterations, 1);

    assertThat(cheap.meetsOwaspFloor()).isFalse();
    assertThatThrownBy(() -> new HasherOptions(cheap, 1, 1, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OWASP");
  }

  @ParameterizedTest
  @CsvSource({
    "7,1,1",
    "15,1,2",
    "262145,1,1",
    "19456,0,1",
    "19456,33,1",
    "19456,2,0",
    "19456,2,17"
  })
  void parametersOutsideTheBoundsAreRefused(int memoryKib, int iterations, int parallelism) {
    assertThatThrownBy(() -> new Argon2Parameters(memoryKib, iterations, parallelism))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"0,100,2000", "257,100,2000", "1,0,2000", "1,10001,2000", "1,100,99", "1,100,30001"})
  void optionsOutsideTheBoundsAreRefused(int threads, int queueBound, long deadlineMillis) {
    Duration deadline = Duration.ofMillis(deadlineMillis);
    assertThatThrownBy(
            () -> new HasherOptions(Argon2Parameters.DEFAULT, threads, queueBound, deadline))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be from");
  }

  @Test
  void theDefaultsAreWhatTheDocumentationSays() {
    HasherOptions options = HasherOptions.defaults();

    assertThat(options.parameters()).isEqualTo(new Argon2Parameters(19_456, 2, 1));
    assertThat(options.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(options.queueBound()).isEqualTo(100);
    assertThat(options.queueDeadline()).hasSeconds(2);
  }
}
