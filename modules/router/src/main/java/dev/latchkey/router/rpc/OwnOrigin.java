package dev.latchkey.router.rpc;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Is a page of this service itself asking? Immutable.
 *
 * @param configured the origin of the public URL; without one, the host that was asked decides
 */
record OwnOrigin(Optional<String> configured) {

  /**
   * Whether that is where this service is.
   *
   * @param origin of the page, as its browser says
   * @param host that was asked; null when it is not known, which is nobody's
   */
  boolean is(String origin, @Nullable String host) {
    String said = origin.toLowerCase(Locale.ROOT);
    return configured
        .map(said::equals)
        .orElseGet(
            () ->
                host != null
                    && (said.equals("https://" + host.toLowerCase(Locale.ROOT))
                        || said.equals("http://" + host.toLowerCase(Locale.ROOT))));
  }
}
