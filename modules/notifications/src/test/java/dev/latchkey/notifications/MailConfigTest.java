package dev.latchkey.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.kernel.config.BadSetting;
import dev.latchkey.kernel.config.Settings;
import dev.latchkey.notifications.mail.SmtpOptions;
import dev.latchkey.notifications.mail.SmtpOptions.Security;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailConfigTest {

  @Test
  void byDefaultMailsGoToTheDataDirectory() {
    var config = config(Map.of());

    assertThat(config.smtp()).isEmpty();
    assertThat(config.directory()).isEqualTo(Path.of("data/mail"));
    assertThat(config.identity().product()).isEqualTo("Latchkey");
    assertThat(config.identity().from().address()).isEqualTo("latchkey@localhost");
    assertThat(config.retry())
        .isEqualTo(
            new RetryPolicy(Duration.ofSeconds(5), Duration.ofMinutes(30), Duration.ofDays(3)));
    assertThat(config.links().emailLifetime()).isEqualTo(Duration.ofHours(24));
    assertThat(config.links().resetLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(config.mailsPerAddressPerHour()).isEqualTo(10);
    assertThat(config.links().links(URI.create("http://localhost:8080"))).isNotNull();
  }

  @Test
  void aDirectoryOfItsOwnIsTaken() {
    assertThat(config(Map.of("LATCHKEY_MAIL_DIRECTORY", "/var/spool/x")).directory())
        .isEqualTo(Path.of("/var/spool/x"));
  }

  @Test
  void anSmtpServerIsReachedAsTheSettingsSay() {
    var config =
        config(
            Map.of(
                "LATCHKEY_MAIL_TRANSPORT", "smtp",
                "LATCHKEY_MAIL_FROM", "Schlüssel & Co <no-reply@id.example.com>",
                "LATCHKEY_MAIL_SMTP_HOST", "smtp.example.com",
                "LATCHKEY_MAIL_SMTP_TLS", "tls",
                "LATCHKEY_MAIL_SMTP_PORT", "465",
                "LATCHKEY_MAIL_SMTP_USER", "mailer",
                "LATCHKEY_MAIL_SMTP_PASSWORD", "open sesame"));

    assertThat(config.smtp())
        .isEqualTo(
            Optional.of(
                new SmtpOptions(
                    "smtp.example.com",
                    465,
                    Security.TLS,
                    new SmtpOptions.Login("mailer", "open sesame"),
                    null,
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(5),
                    2,
                    "id.example.com")));
    assertThat(config.identity().product()).isEqualTo("Schlüssel & Co");
    assertThat(config.toString()).doesNotContain("sesame");
  }

  @ParameterizedTest
  @CsvSource({"2s,2,1", "10m,600,100"})
  void everyTimeoutAndNumberOfConnectionsThatMayBeSetCanBeUsed(
      String timeout, int seconds, int connections) {
    var config =
        config(
            Map.of(
                "LATCHKEY_MAIL_TRANSPORT",
                "smtp",
                "LATCHKEY_MAIL_SMTP_TIMEOUT",
                timeout,
                "LATCHKEY_MAIL_SMTP_CONNECTIONS",
                String.valueOf(connections)));

    var options = config.smtp().orElseThrow();
    assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(options.connections()).isEqualTo(connections);
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL_FROM,nobody,mail.from",
    "MAIL_FROM,Key 🔑 <a@example.com>,mail.from",
    "MAIL_FROM,A <a@example.com> b,mail.from",
    "MAIL_SMTP_USER,mailer,mail.smtp.user",
    "MAIL_SMTP_PASSWORD,open sesame,mail.smtp.user",
    "MAIL_SMTP_TIMEOUT,11m,mail.smtp.timeout",
    "MAIL_TRANSPORT,pigeon,mail.transport",
    "LINKS_VERIFY_EMAIL,/verify,links.verify-email",
    "LINKS_VERIFY_EMAIL,//evil.example/{token},links.verify-email",
    "LINKS_RESET_PASSWORD,https://evil.example/{token},links.reset-password",
    "LINKS_PASSWORD_RESET_LIFETIME,25h,links.password-reset-lifetime",
    "LIMITS_MAILS_PER_ADDRESS_PER_HOUR,0,limits.mails-per-address-per-hour",
    "MAIL_RETRY_FIRST_DELAY,0s,mail.retry.first-delay"
  })
  void aBadSettingIsNamed(String variable, String value, String key) {
    assertThatThrownBy(
            () -> {
              var environment = new HashMap<>(Map.of("LATCHKEY_MAIL_TRANSPORT", "smtp"));
              environment.put("LATCHKEY_" + variable, value);
              config(environment);
            })
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining(key)
        .hasMessageNotContaining("sesame");
  }

  @Test
  void aPasswordNeverTravelsUnprotected() {
    assertThatThrownBy(
            () ->
                config(
                    Map.of(
                        "LATCHKEY_MAIL_TRANSPORT", "smtp",
                        "LATCHKEY_MAIL_SMTP_TLS", "none",
                        "LATCHKEY_MAIL_SMTP_USER", "mailer",
                        "LATCHKEY_MAIL_SMTP_PASSWORD", "open sesame")))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("mail.smtp.tls");
  }

  private static MailConfig config(Map<String, String> environment) {
    return MailConfig.from(Settings.load(Optional.empty(), environment));
  }
}
