package dev.latchkey.notifications.mail;

import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Builds every link that a mail carries, from configuration alone: nothing of a request, no {@code
 * Host} and no {@code Forwarded} header, reaches this class. Immutable and safe for any thread.
 */
public final class Links {
  private static final String TOKEN = "{token}";
  private static final int MAX_URL_CHARACTERS = 512;

  /**
   * Starts with one slash, so that it can't name another host; printable ASCII without quotes,
   * brackets and backslash.
   */
  private static final Pattern PATH =
      Pattern.compile("/(?![/])[A-Za-z0-9._~/?#&=%+:@!$*,;-]*(\\{token}[A-Za-z0-9._~&=%-]*)?|/");

  private final String base;
  private final String host;
  private final Map<LinkKind, String> paths;

  /**
   * @param publicUrl where people's browsers reach the product: absolute, http or https, without
   *     user, query and fragment, at most 512 characters; a path is kept as a prefix
   * @param paths one template for each kind, appended to the public URL; starts with a single
   *     slash, and holds <code>{token}</code> exactly once when the kind needs a token and never
   *     otherwise. Put the token behind {@code #}: a fragment reaches neither servers nor their
   *     logs
   * @throws IllegalArgumentException when one of them is not so; the message names the kind
   */
  public Links(URI publicUrl, Map<LinkKind, String> paths) {
    this.base = base(publicUrl);
    this.host = publicUrl.getHost();
    this.paths = new EnumMap<>(LinkKind.class);
    for (var kind : LinkKind.values()) {
      this.paths.put(kind, path(kind, paths.getOrDefault(kind, "")));
    }
  }

  /** The paths that the shipped pages have. */
  public static Map<LinkKind, String> defaultPaths() {
    return Map.of(
        LinkKind.SIGN_IN, "/sign-in",
        LinkKind.FORGOT_PASSWORD, "/forgot-password",
        LinkKind.VERIFY_EMAIL, "/verify-email#token={token}",
        LinkKind.RESET_PASSWORD, "/reset-password#token={token}",
        LinkKind.UNDO_EMAIL_CHANGE, "/undo-email-change#token={token}",
        LinkKind.CHOOSE_PASSWORD, "/choose-password#token={token}",
        LinkKind.ACCEPT_INVITATION, "/accept-invitation#token={token}");
  }

  /**
   * The Message-ID of a mail: {@code <uuid@host-of-the-public-url>} (RFC 5322 section 3.6.4). Make
   * it once per mail and keep it over all tries, so that a mail that arrives twice is seen as one.
   */
  public String messageId(UUID id) {
    return "<" + id + "@" + host + ">";
  }

  /**
   * A link; {@code token} has the form that {@link MailField#TOKEN} checks and is empty for a kind
   * that needs none.
   */
  String link(LinkKind kind, String token) {
    return base + paths.get(kind).replace(TOKEN, token);
  }

  private static String base(URI url) {
    boolean web =
        "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
    boolean plain =
        url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
    var text = url.toASCIIString();
    if (!web || !plain || url.getHost() == null || text.length() > MAX_URL_CHARACTERS) {
      throw new IllegalArgumentException(
          "the public URL must be an absolute http or https URL without user, query and fragment");
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static String path(LinkKind kind, String path) {
    boolean token = path.contains(TOKEN);
    if (path.length() > MAX_URL_CHARACTERS
        || !PATH.matcher(path).matches()
        || token != kind.needsToken()) {
      throw new IllegalArgumentException(
          "the link path for %s must start with one slash and hold {token} %s"
              .formatted(kind.key(), kind.needsToken() ? "exactly once" : "nowhere"));
    }
    return path;
  }
}
