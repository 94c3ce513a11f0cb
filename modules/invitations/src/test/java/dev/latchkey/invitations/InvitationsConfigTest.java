package dev.latchkey.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.kernel.config.BadSetting;
import dev.latchkey.kernel.config.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvitationsConfigTest {

  private static InvitationsConfig config(Map<String, String> environment) {
    return InvitationsConfig.from(Settings.load(Optional.empty(), environment));
  }

  @Test
  void theDefaultsAreThoseThatTheFileStates() {
    assertThat(config(Map.of()))
        .isEqualTo(new InvitationsConfig(Duration.ofHours(48), Duration.ofDays(3)));
  }

  @Test
  void everyKeyOfTheGroupIsRead() {
    Settings settings = Settings.load(Optional.empty(), Map.of());
    InvitationsConfig.from(settings);
    assertThat(settings.unread()).noneMatch(key -> key.startsWith("invitations."));
  }

  @Test
  void aLifetimeHasBounds() {
    for (String bad : new String[] {"59m", "31d"}) {
      assertThatExceptionOfType(BadSetting.class)
          .isThrownBy(() -> config(Map.of("LATCHKEY_INVITATIONS_LIFETIME", bad)))
          .withMessageContaining("invitations.lifetime");
    }
  }
}
