package dev.latchkey.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> KNOWN = List.of("http.port", "http.host", "mail.smtp.port");

  @Test
  void theNameWithTheFewestEditsIsFound() {
    assertThat(Nearest.to("htp.port", KNOWN)).contains("http.port");
    assertThat(Nearest.to("http.hots", KNOWN)).contains("http.host");
    assertThat(Nearest.to("mail.smtpport", KNOWN)).contains("mail.smtp.port");
    assertThat(Nearest.to("", List.of("ab"))).contains("ab");
  }

  @Test
  void theFirstByAlphabetIsFoundAmongEquals() {
    assertThat(Nearest.to("http.post", KNOWN)).contains("http.host");
  }

  @Test
  void aNameLikeNoOtherFindsNothing() {
    assertThat(Nearest.to("weather", KNOWN)).isEmpty();
    assertThat(Nearest.to("x", List.of())).isEmpty();
  }
}
