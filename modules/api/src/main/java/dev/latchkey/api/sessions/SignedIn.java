package dev.latchkey.api.sessions;

import dev.latchkey.api.id.LoginId;

/**
 * The tokens of a login.
 *
 * @param accessToken a signed JWT (RFC 9068 in spirit) that counts only while the login lives
 * @param expiresInSeconds how long the access token counts
 * @param refreshToken opaque; each use gives a new one
 */
public record SignedIn(
    String accessToken,
    long expiresInSeconds,
    String refreshToken,
    LoginId loginId,
    boolean mustChangePassword) {
  @Override
  public String toString() {
    return "SignedIn[" + loginId + "]";
  }
}
