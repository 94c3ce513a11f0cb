package dev.latchkey.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedSettingsTest {
  @Test
  void everyKeysCommentStatesKindUnitBoundsAndDefault() throws IOException {
    assertThat(unfit(shipped())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# Integer of verticles, 1 to 64. Default 2.\nkey: 2",
        "# What it does.\n# Integer, 1 to 64. Default 2.\nkey: 2",
        "# What it does.\n# Integer of verticles. Default 2.\nkey: 2",
        "# What it does.\n# Integer of verticles, 1 to 64. Default 3.\nkey: 2",
        "# What it does.\n# Integer of verticles, 1 to 64. Default 65.\nkey: 65",
        "# What it does.\n# Integer of verticles, 3 to 64. Default 2.\nkey: 2",
        "# What it does.\n# Integer of verticles, 1 to 64.\nkey: 2",
        "# What it does.\n# Duration, 1 to 64. Default 10s.\nkey: 10s",
        "# What it does.\n# Duration, 1m to 1h. Default 10s.\nkey: 10s",
        "# What it does.\n# Size, 1s to 2s. Default 1KiB.\nkey: 1KiB",
        "# What it does.\n# Choice of a, b. Default c.\nkey: c",
        "# What it does.\n# Flag. Default true.\nkey: true",
        "# What it does.\n# List of hosts. Default empty.\nkey: []",
        "# What it does.\n# Text. Default empty.\nkey: \"\"",
        "# What it does.\n# Text, a name. Default other.\nkey: name",
        "# What it does.\n# Number of verticles, 1 to 64. Default 2.\nkey: 2",
        "# What it does.\n# Text, a name. Default name.\n\nkey: name",
        "key: 2",
      })
  void aCommentThatLeavesSomethingOutIsFound(String yaml) {
    assertThat(unfit(yaml)).containsExactly("key");
  }

  @Test
  void twoKeysNeverShareAnEnvironmentTwin() {
    var keys = KnownSettings.shipped().defaults().keySet();

    assertThat(keys.stream().map(KnownSettings::twin)).doesNotHaveDuplicates();
    assertThat(keys.stream().map(KnownSettings::twin))
        .contains("LATCHKEY_HTTP_PORT", "LATCHKEY_DATABASE_URL", "LATCHKEY_MAIL_TRANSPORT")
        .contains("LATCHKEY_DATA_DIR", "LATCHKEY_LIMITS_MAILS_PER_ADDRESS_PER_HOUR");
  }

  @Test
  void noSecretHasADefault() throws IOException {
    var comments = SettingComment.of(shipped());
    var secrets =
        KnownSettings.shipped().defaults().values().stream()
            .filter(setting -> comments.get(setting.key()).isSecret())
            .toList();

    assertThat(secrets)
        .extracting(Setting::key)
        .contains("database.url", "database.password", "secrets.keyset", "mail.smtp.password");
    assertThat(secrets).extracting(Setting::value).containsOnly("");
  }

  private static List<String> unfit(String yaml) {
    var settings = SettingsYaml.parse("f", yaml);
    Map<String, SettingComment> comments = SettingComment.of(yaml);
    assertThat(comments).containsOnlyKeys(settings.keySet());
    return comments.values().stream()
        .filter(comment -> !comment.fits(settings.get(comment.key())))
        .map(SettingComment::key)
        .toList();
  }

  private static String shipped() throws IOException {
    try (var file = ShippedSettingsTest.class.getResourceAsStream("/latchkey.yaml")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
