package dev.latchkey.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.config.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeConfigTest {

  /** Read by Main, before there is a logger. */
  private static final String OF_MAIN = "log.level";

  @Test
  void everySettingHasAReader() {
    assertThat(unread(Map.of())).allMatch(key -> key.equals(OF_MAIN) || isOfSmtp(key));
    assertThat(
            unread(
                Map.of(
                    "LATCHKEY_MAIL_TRANSPORT", "smtp",
                    "LATCHKEY_MAIL_SMTP_HOST", "mail.example.org")))
        .containsExactly(OF_MAIN);
  }

  /** The default is to write mails into a directory. */
  private static boolean isOfSmtp(String key) {
    return key.startsWith("mail.smtp.");
  }

  private static Set<String> unread(Map<String, String> environment) {
    Settings settings = Settings.load(Optional.empty(), environment);
    NodeConfig.from(settings);
    return settings.unread();
  }
}
