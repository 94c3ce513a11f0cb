package dev.latchkey.api.sessions;

import dev.latchkey.api.id.LoginId;

/**
 * The token of somebody who acts as another person. There is none to renew it with.
 *
 * @param accessToken a signed JSON Web Token
 * @param expiresInSeconds how long it counts at most
 * @param loginId the login that it belongs to
 */
public record Impersonated(String accessToken, long expiresInSeconds, LoginId loginId) {
  @Override
  public String toString() {
    return "Impersonated[" + loginId + "]";
  }
}
