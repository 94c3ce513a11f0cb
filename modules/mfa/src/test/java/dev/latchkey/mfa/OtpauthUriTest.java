package dev.latchkey.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class OtpauthUriTest {

  @Test
  void everythingIsSaidAndPercentEncoded() {
    OtpauthUri uri = new OtpauthUri("Bücher & Co", "ada+one*~@example.com", "MZXW6YTB");
    assertThat(uri.text())
        .isEqualTo(
            "otpauth://totp/B%C3%BCcher%20%26%20Co:ada%2Bone%2A~%40example.com?secret=MZXW6YTB"
                + "&issuer=B%C3%BCcher%20%26%20Co&algorithm=SHA1&digits=6&period=30");
    assertThat(URI.create(uri.text()).getPath()).isEqualTo("/Bücher & Co:ada+one*~@example.com");
  }

  @Test
  void itsSecretIsNotShownByAccident() {
    assertThat(new OtpauthUri("Latchkey", "ada", "MZXW6YTB").toString()).doesNotContain("MZXW6YTB");
  }
}
