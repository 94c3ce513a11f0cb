package dev.latchkey.router.credential;

import org.jspecify.annotations.Nullable;

/**
 * What a client sent to say who it is.
 *
 * @param token an access token or an API token
 * @param organizationToken an API token of the organisation that must vouch for it; null where the
 *     surface asks for none
 */
public record Credential(String token, @Nullable String organizationToken) {

  /** A token that nobody need vouch for. */
  public Credential(String token) {
    this(token, null);
  }

  @Override
  public String toString() {
    return "Credential[]";
  }
}
