package dev.latchkey.router.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.kernel.config.BadSetting;
import dev.latchkey.kernel.config.Settings;
import dev.latchkey.router.config.HttpConfig.Certificate;
import dev.latchkey.router.config.HttpConfig.Sizes;
import dev.latchkey.router.config.HttpConfig.Times;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConfigTest {

  private static HttpConfig with(Map<String, String> environment) {
    return HttpConfig.from(Settings.load(Optional.empty(), environment));
  }

  @Test
  void theDefaultsAreThoseOfTheShippedFile() {
    HttpConfig config = with(Map.of());
    assertThat(config.endpoint()).isEqualTo(new Endpoint("127.0.0.1", 8080));
    assertThat(config.tls()).isEmpty();
    assertThat(config.http2()).isTrue();
    assertThat(config.sizes()).isEqualTo(new Sizes(65_536, 8192, 4096));
    assertThat(config.times())
        .isEqualTo(
            new Times(
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                Duration.ofSeconds(8)));
    assertThat(config.clients().corsOrigins()).isEmpty();
    assertThat(config.clients().publicRequestsPerMinute()).isEqualTo(60);
  }

  @Test
  void managementListensOnLoopbackByDefault() {
    ManagementConfig config = ManagementConfig.from(Settings.load(Optional.empty(), Map.of()));
    assertThat(config).isEqualTo(new ManagementConfig(true, new Endpoint("127.0.0.1", 9090)));
  }

  @Test
  void originsAreKeptAsBrowsersWriteThem() {
    assertThat(
            with(Map.of(
                    "LATCHKEY_HTTP_CORS_ORIGINS",
                    "https://App.example.org:443,http://localhost:5173"))
                .clients()
                .corsOrigins())
        .containsExactlyInAnyOrder("https://app.example.org", "http://localhost:5173");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "app.example.org",
        "https://a.example/",
        "https://a.example/x",
        "https://u@a.example",
        "https://*.example.org",
        "ftp://a.example",
        "https://a.example?x"
      })
  void whatIsNoOriginIsRefused(String origin) {
    assertThatThrownBy(() -> with(Map.of("LATCHKEY_HTTP_CORS_ORIGINS", origin)))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("http.cors.origins")
        .hasMessageContaining("no origin");
  }

  @Test
  void whatIsNoBlockIsRefused() {
    assertThatThrownBy(() -> with(Map.of("LATCHKEY_HTTP_TRUSTED_PROXIES", "proxy.example")))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("no CIDR block");
  }

  @Test
  void aCertificateNeedsItsKey() {
    assertThatThrownBy(() -> with(Map.of("LATCHKEY_HTTP_TLS_CERTIFICATE", "server.pem")))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("together with http.tls.certificate");
    assertThat(
            with(Map.of(
                    "LATCHKEY_HTTP_TLS_CERTIFICATE", "server.pem",
                    "LATCHKEY_HTTP_TLS_KEY", "key.pem"))
                .tls())
        .contains(new Certificate(Path.of("server.pem"), Path.of("key.pem")));
  }

  @Test
  void boundsAreKept() {
    assertThatThrownBy(() -> with(Map.of("LATCHKEY_HTTP_MAX_BODY", "17MiB")))
        .isInstanceOf(BadSetting.class);
    assertThatThrownBy(() -> with(Map.of("LATCHKEY_HTTP_REQUEST_TIMEOUT", "500ms")))
        .isInstanceOf(BadSetting.class);
    assertThatThrownBy(() -> with(Map.of("LATCHKEY_LIMITS_PUBLIC_REQUESTS_PER_MINUTE", "0")))
        .isInstanceOf(BadSetting.class);
  }
}
