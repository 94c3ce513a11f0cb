package dev.latchkey.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.kernel.config.BadSetting;
import dev.latchkey.kernel.config.Settings;
import dev.latchkey.kernel.guess.GuessLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MfaConfigTest {

  private static MfaConfig config(Map<String, String> environment) {
    return MfaConfig.from(Settings.load(Optional.empty(), environment));
  }

  @Test
  void theDefaultsAreThoseThatTheFileStates() {
    assertThat(config(Map.of()))
        .isEqualTo(
            new MfaConfig(
                Optional.empty(),
                new PasskeyConfig(Optional.empty(), List.of()),
                new GuessLimits(20, 100, Duration.ofSeconds(30), Duration.ofHours(1))));
  }

  @Test
  void everyKeyOfTheGroupIsRead() {
    Settings settings = Settings.load(Optional.empty(), Map.of());
    MfaConfig.from(settings);
    assertThat(settings.unread()).noneMatch(key -> key.startsWith("mfa."));
  }

  @Test
  void anIssuerIsShortAndHasNoColon() {
    assertThat(config(Map.of("LATCHKEY_MFA_ISSUER", "x".repeat(40))).issuer()).isPresent();
    for (String bad : new String[] {"x".repeat(41), "Looms: the app"}) {
      assertThatExceptionOfType(BadSetting.class)
          .isThrownBy(() -> config(Map.of("LATCHKEY_MFA_ISSUER", bad)))
          .withMessageContaining("mfa.issuer");
    }
  }
}
