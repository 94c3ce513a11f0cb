package dev.latchkey.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Oathtool;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
    value = "dev.latchkey.testing.Oathtool#isInstalled",
    disabledReason = "Install the Debian package oathtool.")
class OathtoolIT {

  private static final int STEPS = 20;

  @RepeatedTest(50)
  void itAgreesAboutTheCodesOfAnySecretAtAnyTime() {
    byte[] secret = Totp.newSecret();
    Instant moment = Instant.ofEpochSecond(ThreadLocalRandom.current().nextLong(1L << 32));
    long first = Totp.step(moment);
    List<String> codes =
        LongStream.range(first, first + STEPS)
            .mapToObj(step -> Totp.code(secret, step, Totp.DIGITS))
            .toList();
    assertThat(Oathtool.codes(Base32.encode(secret), moment, STEPS)).isEqualTo(codes);
  }
}
