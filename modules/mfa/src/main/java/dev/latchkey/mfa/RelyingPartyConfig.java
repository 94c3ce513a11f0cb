package dev.latchkey.mfa;

import java.util.Set;

/**
 * Who asks for passkeys (Web Authentication Level 3, 4).
 *
 * @param name what authenticators show
 * @param id the domain that passkeys are bound to
 * @param origins where pages may use them
 */
public record RelyingPartyConfig(String name, String id, Set<String> origins) {
  public RelyingPartyConfig {
    origins = Set.copyOf(origins);
  }
}
