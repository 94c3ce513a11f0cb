package dev.latchkey.api.accounts;

import org.jspecify.annotations.Nullable;

/**
 * A set-up token, or none.
 *
 * @param token shown to the operator once; null when Latchkey is set up already
 */
public record SetUpOffer(@Nullable String token) {
  @Override
  public String toString() {
    return "SetUpOffer[]";
  }
}
