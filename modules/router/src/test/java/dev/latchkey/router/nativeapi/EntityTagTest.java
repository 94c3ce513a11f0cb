package dev.latchkey.router.nativeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {

  @Test
  void aVersionComesBackAsItself() {
    assertThat(EntityTag.expected(EntityTag.of(7))).isEqualTo(7);
    assertThat(EntityTag.expected(" \"0\" ")).isZero();
  }

  @Test
  void noHeaderAndAStarMindNothing() {
    assertThat(EntityTag.expected(null)).isNull();
    assertThat(EntityTag.expected("*")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "W/\"7\"",
        "7",
        "\"x\"",
        "\"1\", \"2\"",
        "\"9999999999\"",
        "\"-1\"",
        "\"\"",
        "\"7"
      })
  void whatWasNeverGivenMatchesNothing(String tag) {
    assertThatThrownBy(() -> EntityTag.expected(tag))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.failure()).isEqualTo(Failure.VERSION_CONFLICT));
  }
}
