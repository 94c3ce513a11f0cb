package dev.latchkey.mfa;

import dev.latchkey.kernel.config.BadSetting;
import dev.latchkey.kernel.config.Settings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where passkeys count.
 *
 * @param relyingPartyId {@code mfa.passkeys.relying-party-id}: the domain that passkeys are bound
 *     to; empty (the default) means the host of the public URL
 * @param origins {@code mfa.passkeys.origins}: where pages may use them, on that domain or below,
 *     by https or on localhost, or {@code android:apk-key-hash:…} of an app; empty (the default)
 *     means that of the public URL
 */
public record PasskeyConfig(Optional<String> relyingPartyId, List<String> origins) {

  private static final String ID = "mfa.passkeys.relying-party-id";
  private static final String ORIGINS = "mfa.passkeys.origins";

  private static final Pattern DOMAIN =
      Pattern.compile("(?=.{1,253}$)[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*");

  private static final Pattern WEB_ORIGIN =
      Pattern.compile("(https?)://([a-z0-9.-]{1,253})(:[0-9]{1,5})?");

  private static final Pattern APP_ORIGIN =
      Pattern.compile("android:apk-key-hash:[A-Za-z0-9_-]{43}");

  public PasskeyConfig {
    origins = List.copyOf(origins);
  }

  /**
   * Reads the settings.
   *
   * @throws BadSetting when one is malformed, or an origin can't use passkeys of the domain
   */
  static PasskeyConfig from(Settings settings) {
    Optional<String> id = settings.optionalText(ID).map(String::strip);
    if (id.filter(text -> !DOMAIN.matcher(text).matches()).isPresent()) {
      throw settings.refused(ID, "must be a domain in small letters, such as example.org.");
    }
    List<String> origins = settings.list(ORIGINS);
    if (!origins.stream().allMatch(origin -> isApp(origin) || isSecure(origin, id))) {
      throw settings.refused(
          ORIGINS,
          "must be origins such as https://id.example.org, on the domain of"
              + " mfa.passkeys.relying-party-id or below it.");
    }
    return new PasskeyConfig(id, origins);
  }

  private static boolean isApp(String origin) {
    return APP_ORIGIN.matcher(origin).matches();
  }

  private static boolean isSecure(String origin, Optional<String> id) {
    var parts = WEB_ORIGIN.matcher(origin);
    return parts.matches()
        && (parts.group(1).equals("https") || parts.group(2).equals("localhost"))
        && id.map(domain -> isWithin(parts.group(2), domain)).orElse(true);
  }

  private static boolean isWithin(String host, String domain) {
    return host.equals(domain) || host.endsWith("." + domain);
  }

  /**
   * Who asks for passkeys.
   *
   * @param publicUrl where people reach the service, for what is not configured
   * @throws BadSetting when no browser would let pages of an origin use passkeys of the domain
   */
  RelyingPartyConfig relyingParty(String name, URI publicUrl) {
    String host = publicUrl.getHost().toLowerCase(Locale.ROOT);
    String id = relyingPartyId.orElse(host);
    Set<String> all = origins.isEmpty() ? Set.of(origin(publicUrl, host)) : Set.copyOf(origins);
    all.forEach(origin -> requireWithin(origin, id));
    return new RelyingPartyConfig(name, id, all);
  }

  private static void requireWithin(String origin, String id) {
    if (!isApp(origin) && !isWithin(URI.create(origin).getHost(), id)) {
      throw new BadSetting(
          "Passkeys of "
              + id
              + " can't be used at "
              + origin
              + ": set mfa.passkeys.relying-party-id, mfa.passkeys.origins and http.public-url to"
              + " one domain, or hosts below it.");
    }
  }

  private static String origin(URI url, String host) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    boolean usual = url.getPort() == -1 || url.getPort() == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + host + (usual ? "" : ":" + url.getPort());
  }
}
