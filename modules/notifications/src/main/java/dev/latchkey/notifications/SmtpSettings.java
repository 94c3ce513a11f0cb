package dev.latchkey.notifications;

import dev.latchkey.kernel.config.Secret;
import dev.latchkey.kernel.config.Settings;
import dev.latchkey.notifications.mail.SmtpOptions;
import dev.latchkey.notifications.mail.SmtpOptions.Login;
import dev.latchkey.notifications.mail.SmtpOptions.Security;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the settings below {@code mail.smtp}. */
final class SmtpSettings {
  /** Saves a handshake between the mails of one event (chosen, not measured). */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

  private SmtpSettings() {}

  /**
   * The mail server.
   *
   * @param ownHost as whom we greet it
   */
  static SmtpOptions read(Settings settings, String ownHost) {
    return new SmtpOptions(
        settings.text("mail.smtp.host"),
        settings.integer("mail.smtp.port", 1, 65_535),
        security(settings),
        login(settings),
        settings.optionalPath("mail.smtp.trust").orElse(null),
        settings.duration("mail.smtp.timeout", Duration.ofSeconds(2), Duration.ofMinutes(10)),
        KEEP_ALIVE,
        settings.integer("mail.smtp.connections", 1, 100),
        ownHost);
  }

  private static Security security(Settings settings) {
    var security = settings.choice("mail.smtp.tls", Security.class);
    if (security == Security.NONE && settings.optionalText("mail.smtp.user").isPresent()) {
      throw settings.refused(
          "mail.smtp.tls", "is none, but a password may only travel with starttls or tls.");
    }
    return security;
  }

  private static @Nullable Login login(Settings settings) {
    var user = settings.optionalText("mail.smtp.user");
    var password = settings.secret("mail.smtp.password").map(Secret::reveal);
    if (user.isPresent() != password.isPresent()) {
      throw settings.refused(
          "mail.smtp.user", "and mail.smtp.password must be given both or not at all.");
    }
    return user.map(name -> new Login(name, password.orElseThrow())).orElse(null);
  }
}
