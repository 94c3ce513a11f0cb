package dev.latchkey.notifications;

import dev.latchkey.kernel.config.BadSetting;
import dev.latchkey.kernel.config.Settings;
import dev.latchkey.notifications.mail.DirectoryTransport;
import dev.latchkey.notifications.mail.MailIdentity;
import dev.latchkey.notifications.mail.Mailbox;
import dev.latchkey.notifications.mail.SmtpOptions;
import dev.latchkey.notifications.mail.SmtpTransport;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of the notifications module. Immutable.
 *
 * @param identity as whom mails are written: {@code mail.from}, whose name is also what the product
 *     is called in mails; Latchkey without one
 * @param smtp the mail server; empty (the default) when mails go to the directory
 * @param directory where mails go as files: {@code mail.directory}, by default {@code mail} in the
 *     data directory
 * @param retry when a mail is tried again: {@code mail.retry}, default after 5 s to 30 min, given
 *     up after 3 days
 * @param mailsPerAddressPerHour how many mails that a stranger can cause go to one address, 1 to
 *     1000, default 10; notices of what happened to an account are never limited
 */
public record MailConfig(
    MailIdentity identity,
    Optional<SmtpOptions> smtp,
    Path directory,
    RetryPolicy retry,
    LinkSettings links,
    int mailsPerAddressPerHour) {

  private static final Pattern NAMED = Pattern.compile("([^<>]*)<([^<>]+)>");
  private static final String PRODUCT = "Latchkey";

  /** As much as a disk takes, and as long as {@link DirectoryTransport} waits for it. */
  private static final int FILES_AT_ONCE = 4;

  private static final Duration FILE_TIMEOUT = Duration.ofSeconds(10);

  private enum Transport {
    DIRECTORY,
    SMTP
  }

  /**
   * Reads the settings.
   *
   * @throws BadSetting with one sentence about the first bad one
   */
  public static MailConfig from(Settings settings) {
    var identity = identity(settings);
    return new MailConfig(
        identity,
        smtp(settings, identity.from()),
        settings
            .optionalPath("mail.directory")
            .orElseGet(() -> settings.path("data.dir").resolve("mail")),
        retry(settings),
        LinkSettings.from(settings),
        settings.integer("limits.mails-per-address-per-hour", 1, 1000));
  }

  /** What the product is called in mails. */
  public String product() {
    return identity.product();
  }

  /** Opens the way by which mails leave. */
  Delivery delivery(Vertx vertx) {
    return smtp.map(
            options ->
                new Delivery(
                    new SmtpTransport(vertx, options),
                    options.connections(),
                    options.timeout(),
                    retry))
        .orElseGet(
            () ->
                new Delivery(
                    new DirectoryTransport(vertx, directory), FILES_AT_ONCE, FILE_TIMEOUT, retry));
  }

  private static Optional<SmtpOptions> smtp(Settings settings, Mailbox from) {
    var ownHost = from.address().substring(from.address().lastIndexOf('@') + 1);
    return settings.choice("mail.transport", Transport.class) == Transport.SMTP
        ? Optional.of(SmtpSettings.read(settings, ownHost))
        : Optional.empty();
  }

  private static RetryPolicy retry(Settings settings) {
    var second = Duration.ofSeconds(1);
    return new RetryPolicy(
        settings.duration("mail.retry.first-delay", second, Duration.ofHours(1)),
        settings.duration("mail.retry.max-delay", second, Duration.ofHours(24)),
        settings.duration("mail.retry.give-up-after", Duration.ofMinutes(1), Duration.ofDays(14)));
  }

  private static MailIdentity identity(Settings settings) {
    try {
      var from = mailbox(settings.text("mail.from"));
      return new MailIdentity(from.name().isEmpty() ? PRODUCT : from.name(), from, null);
    } catch (IllegalArgumentException refused) {
      throw settings.refused(
          "mail.from",
          "must be an address, or a name of at most 40 characters and the address in angle"
              + " brackets.");
    }
  }

  private static Mailbox mailbox(String text) {
    var named = NAMED.matcher(text);
    return named.matches()
        ? new Mailbox(named.group(1).strip(), named.group(2).strip())
        : Mailbox.of(text.strip());
  }
}
