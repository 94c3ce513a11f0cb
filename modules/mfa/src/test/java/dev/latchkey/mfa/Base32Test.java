package dev.latchkey.mfa;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.kernel.secret.RandomBytes;
import io.vertx.ext.auth.otp.OtpKey;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class Base32Test {

  @Test
  void theVectorOfRfc4648WithoutPaddingIsMet() {
    assertThat(Base32.encode("fooba".getBytes(US_ASCII))).isEqualTo("MZXW6YTB");
    assertThat(Base32.encode(new byte[0])).isEmpty();
  }

  @RepeatedTest(20)
  void anotherDecoderReadsTheSameBytes() {
    byte[] bytes = RandomBytes.next(20);
    assertThat(new OtpKey().setKey(Base32.encode(bytes)).getKeyBytes()).isEqualTo(bytes);
  }

  @Test
  void whatWouldNeedPaddingIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Base32.encode(new byte[4]));
  }
}
