package dev.latchkey.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTypeTest {

  @Test
  void aTextBecomesAValueOfItsType() {
    assertThat(ParameterType.STRING.read("12")).contains("12");
    assertThat(ParameterType.INTEGER.read("-12")).contains(-12);
    assertThat(ParameterType.INTEGER.read("2147483648")).contains(2_147_483_648L);
    assertThat(ParameterType.NUMBER.read("2.50")).contains(2.5);
    assertThat(ParameterType.BOOLEAN.read("true")).contains(true);
    assertThat(ParameterType.BOOLEAN.read("false")).contains(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " 1", "+1", "01", "-0", "1.0", "1e2", "0x1", "١", "9223372036854775808"})
  void anIntegerHasOneWriting(String text) {
    assertThat(ParameterType.INTEGER.read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TRUE", "1", "yes", "true "})
  void aBooleanHasTwo(String text) {
    assertThat(ParameterType.BOOLEAN.read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NaN", "Infinity", "1.", ".5", "1e400", "1d"})
  void aNumberIsPlainDecimals(String text) {
    assertThat(ParameterType.NUMBER.read(text)).isEmpty();
  }
}
