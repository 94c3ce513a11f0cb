package dev.latchkey.api.sessions;

import java.util.List;
import java.util.Map;

/**
 * A JSON Web Key Set (RFC 7517 §5).
 *
 * @param keys public RSA keys: {@code kty, kid, use, alg, n, e}
 */
public record KeySetView(List<Map<String, String>> keys) {
  public KeySetView {
    keys = List.copyOf(keys);
  }
}
