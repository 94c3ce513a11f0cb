package dev.latchkey.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.kernel.config.BadSetting;
import dev.latchkey.kernel.config.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionsConfigTest {

  @Test
  void theDefaultsAreThoseThatTheFileStates() {
    assertThat(config(Map.of()))
        .isEqualTo(
            new SessionsConfig(
                Duration.ofDays(30),
                Duration.ofDays(7),
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                Optional.empty(),
                Duration.ofDays(30),
                Duration.ofMinutes(5)));
  }

  @Test
  void everyKeyOfTheGroupIsRead() {
    Settings settings = Settings.load(Optional.empty(), Map.of());

    SessionsConfig.from(settings);

    assertThat(settings.unread()).noneMatch(key -> key.startsWith("sessions."));
  }

  @ParameterizedTest
  @CsvSource({
    "LATCHKEY_SESSIONS_LIFETIME, 1m, 30d, 59s, 31d",
    "LATCHKEY_SESSIONS_IDLE_TIMEOUT, 1m, 30d, 59s, 31d",
    "LATCHKEY_SESSIONS_ACCESS_TOKEN_LIFETIME, 30s, 1h, 29s, 61m",
    "LATCHKEY_SESSIONS_REFRESH_GRACE, 0s, 1m, 61s, 2m",
    "LATCHKEY_SESSIONS_SIGNING_KEY_LIFETIME, 1d, 365d, 23h, 366d",
    "LATCHKEY_SESSIONS_FRESH_FOR, 1m, 1h, 59s, 61m"
  })
  void theBoundsAreThoseThatTheFileStates(
      String key, String least, String most, String tooShort, String tooLong) {
    config(Map.of(key, least));
    config(Map.of(key, most));
    assertThatExceptionOfType(BadSetting.class).isThrownBy(() -> config(Map.of(key, tooShort)));
    assertThatExceptionOfType(BadSetting.class).isThrownBy(() -> config(Map.of(key, tooLong)));
  }

  @Test
  void aLoginInUseIsTouchedWellBeforeItWouldLookIdle() {
    assertThat(config(Map.of()).touchAfter()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config(Map.of("LATCHKEY_SESSIONS_IDLE_TIMEOUT", "1m")).touchAfter())
        .isEqualTo(Duration.ofSeconds(6));
  }

  private static SessionsConfig config(Map<String, String> environment) {
    return SessionsConfig.from(Settings.load(Optional.empty(), environment));
  }
}
