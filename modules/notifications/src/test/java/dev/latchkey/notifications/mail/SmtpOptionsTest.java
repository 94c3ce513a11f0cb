package dev.latchkey.notifications.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.notifications.mail.SmtpOptions.Login;
import dev.latchkey.notifications.mail.SmtpOptions.Security;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SmtpOptionsTest {
  private static final Login LOGIN = new Login("mailer", "open sesame");

  @Test
  void aPasswordNeverTravelsUnprotected() {
    assertThatIllegalArgumentException().isThrownBy(() -> options(Security.NONE, LOGIN, 30, 10, 4));
    assertThat(options(Security.STARTTLS, LOGIN, 30, 10, 4).login()).isEqualTo(LOGIN);
  }

  @Test
  void aPasswordIsNotPrinted() {
    assertThat(options(Security.TLS, LOGIN, 30, 10, 4).toString()).doesNotContain("sesame");
  }

  @Test
  void boundsAreKept() {
    refused(1, 0, 4);
    refused(601, 0, 4);
    refused(30, -1, 4);
    refused(30, 10, 0);
    refused(30, 10, 101);
  }

  private static void refused(long timeoutSeconds, long keepAliveSeconds, int connections) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> options(Security.TLS, null, timeoutSeconds, keepAliveSeconds, connections));
  }

  private static SmtpOptions options(
      Security security,
      @Nullable Login login,
      long timeoutSeconds,
      long keepAliveSeconds,
      int connections) {
    return new SmtpOptions(
        "localhost",
        25,
        security,
        login,
        null,
        Duration.ofSeconds(timeoutSeconds),
        Duration.ofSeconds(keepAliveSeconds),
        connections,
        "id.example.com");
  }
}
