package dev.latchkey.mfa;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

  /** The secret of both RFCs' examples. */
  private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);

  private static final Instant NOW = Instant.ofEpochSecond(1_234_567_890);

  @ParameterizedTest
  @CsvSource({
    "0, 755224",
    "1, 287082",
    "2, 359152",
    "3, 969429",
    "4, 338314",
    "5, 254676",
    "6, 287922",
    "7, 162583",
    "8, 399871",
    "9, 520489"
  })
  void theValuesOfRfc4226AppendixDAreMet(long counter, String code) {
    assertThat(Totp.code(SECRET, counter, 6)).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void theValuesOfRfc6238AppendixBAreMet(long second, String code) {
    Instant moment = Instant.ofEpochSecond(second);
    assertThat(Totp.code(SECRET, Totp.step(moment), 8)).isEqualTo(code);
    assertThat(Totp.matching(SECRET, code.substring(2), moment)).hasValue(Totp.step(moment));
  }

  @ParameterizedTest
  @CsvSource({"-2, false", "-1, true", "0, true", "1, true", "2, false"})
  void oneStepOfDriftIsAllowedEitherWay(int drift, boolean good) {
    long step = Totp.step(NOW) + drift;
    String code = Totp.code(SECRET, step, 6);
    assertThat(Totp.matching(SECRET, code, NOW))
        .isEqualTo(good ? OptionalLong.of(step) : OptionalLong.empty());
  }

  @Test
  void aStepLastsThirtySeconds() {
    long step = Totp.step(NOW);
    assertThat(Totp.step(NOW.plusSeconds(29))).isEqualTo(step);
    assertThat(Totp.step(NOW.plusSeconds(30))).isEqualTo(step + 1);
  }

  @Test
  void ofTwoStepsWithTheSameCodeTheLaterOneCounts() {
    long first = 1;
    while (!Totp.code(SECRET, first, 6).equals(Totp.code(SECRET, first + 2, 6))) {
      first++;
    }
    Instant between = Instant.ofEpochSecond((first + 1) * Totp.STEP_SECONDS);
    assertThat(Totp.matching(SECRET, Totp.code(SECRET, first, 6), between)).hasValue(first + 2);
  }

  @Test
  void aSecretHas160BitsAndIsAnotherEachTime() {
    assertThat(Totp.newSecret()).hasSize(20).isNotEqualTo(Totp.newSecret());
  }
}
