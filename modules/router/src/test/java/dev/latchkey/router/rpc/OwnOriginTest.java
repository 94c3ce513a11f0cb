package dev.latchkey.router.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnOriginTest {

  @Test
  void aConfiguredOriginIsTheOnlyOne() {
    OwnOrigin own = new OwnOrigin(Optional.of("https://id.example.org"));
    assertThat(own.is("https://id.example.org", "10.0.0.1:8080")).isTrue();
    assertThat(own.is("https://ID.example.org", null)).isTrue();
    assertThat(own.is("http://id.example.org", "id.example.org")).isFalse();
    assertThat(own.is("https://id.example.org.evil.example", null)).isFalse();
    assertThat(own.is("null", "null")).isFalse();
  }

  @Test
  void withoutOneTheHostThatWasAskedDecides() {
    OwnOrigin own = new OwnOrigin(Optional.empty());
    assertThat(own.is("http://127.0.0.1:8080", "127.0.0.1:8080")).isTrue();
    assertThat(own.is("http://evil.example", "127.0.0.1:8080")).isFalse();
    assertThat(own.is("http://evil.example/127.0.0.1:8080", "127.0.0.1:8080")).isFalse();
    assertThat(own.is("http://127.0.0.1:8080", null)).isFalse();
    assertThat(own.is("null", "127.0.0.1:8080")).isFalse();
  }

  @Test
  void aCookieIsForNoScriptAndNoOtherSite() {
    assertThat(new SessionCookie(true).of("token", 600))
        .isEqualTo("ss-tok=token; Path=/; Max-Age=600; HttpOnly; SameSite=Strict; Secure");
    assertThat(new SessionCookie(false).none())
        .isEqualTo("ss-tok=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
  }
}
