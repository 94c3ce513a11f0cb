package dev.latchkey.notifications;

import dev.latchkey.kernel.config.Settings;
import dev.latchkey.notifications.mail.LinkKind;
import dev.latchkey.notifications.mail.Links;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The settings below {@code links}. Immutable.
 *
 * @param emailLifetime how long a proof of an address is good, and how long a change of address can
 *     be undone: 5 minutes to 7 days, default 24 h
 * @param resetLifetime how long a link to a new password is good: 5 minutes to 24 h, default 1 h
 *     (NIST SP 800-63B-4 section 4.2.1.2)
 * @param verifyPath the page that proves an address
 * @param resetPath the page that sets a password; also undoes a change of address, which a token of
 *     the same kind does
 * @param invitationPath the page that accepts or declines an invitation
 */
public record LinkSettings(
    Duration emailLifetime,
    Duration resetLifetime,
    String verifyPath,
    String resetPath,
    String invitationPath) {
  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final URI ANY = URI.create("http://localhost");

  static LinkSettings from(Settings settings) {
    return new LinkSettings(
        settings.duration("links.email-lifetime", SHORTEST, Duration.ofDays(7)),
        settings.duration("links.password-reset-lifetime", SHORTEST, Duration.ofHours(24)),
        path(settings, "links.verify-email", LinkKind.VERIFY_EMAIL),
        path(settings, "links.reset-password", LinkKind.RESET_PASSWORD),
        path(settings, "links.accept-invitation", LinkKind.ACCEPT_INVITATION));
  }

  /** The links of mails, all of them below the public URL. */
  Links links(URI publicUrl) {
    return new Links(
        publicUrl,
        paths(
            Map.of(
                LinkKind.VERIFY_EMAIL, verifyPath,
                LinkKind.RESET_PASSWORD, resetPath,
                LinkKind.CHOOSE_PASSWORD, resetPath,
                LinkKind.UNDO_EMAIL_CHANGE, resetPath,
                LinkKind.ACCEPT_INVITATION, invitationPath)));
  }

  private static Map<LinkKind, String> paths(Map<LinkKind, String> own) {
    var paths = new EnumMap<LinkKind, String>(Links.defaultPaths());
    paths.putAll(own);
    return paths;
  }

  private static String path(Settings settings, String key, LinkKind kind) {
    var path = settings.text(key);
    try {
      var unused = new Links(ANY, paths(Map.of(kind, path)));
      return path;
    } catch (IllegalArgumentException refused) {
      throw settings.refused(
          key,
          "must be a path of ASCII letters that starts with one slash and holds {token} once, near"
              + " its end.");
    }
  }
}
