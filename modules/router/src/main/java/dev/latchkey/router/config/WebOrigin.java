package dev.latchkey.router.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Web origins as browsers write them: scheme, host and a port that is not the default one. */
final class WebOrigin {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private WebOrigin() {}

  /**
   * The origin in the form of RFC 6454 section 6.2; empty when the text is more or less than one.
   */
  static Optional<String> canonical(String text) {
    try {
      URI uri = new URI(text.toLowerCase(Locale.ROOT));
      boolean bare =
          uri.getHost() != null
              && SCHEMES.contains(uri.getScheme())
              && uri.getRawPath().isEmpty()
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getRawUserInfo() == null;
      return bare
          ? Optional.of(uri.getScheme() + "://" + uri.getHost() + port(uri))
          : Optional.empty();
    } catch (URISyntaxException noUri) {
      return Optional.empty();
    }
  }

  /** The origin of a URL; empty when it is none of the web. */
  static Optional<String> ofUrl(String text) {
    try {
      URI url = new URI(text);
      return canonical(url.getScheme() + "://" + url.getRawAuthority());
    } catch (URISyntaxException noUrl) {
      return Optional.empty();
    }
  }

  private static String port(URI uri) {
    int usual = uri.getScheme().equals("https") ? 443 : 80;
    return uri.getPort() == -1 || uri.getPort() == usual ? "" : ":" + uri.getPort();
  }
}
