package dev.latchkey.api.sessions;

import dev.latchkey.api.id.LoginId;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a login.
 *
 * @param accessToken a signed JWT (RFC 9068 in spirit) that counts only while the login lives
 * @param expiresInSeconds how long the access token counts
 * @param refreshToken opaque; each use gives a new one
 * @param trustedDeviceToken what the device keeps if it is trusted now; it replaces an earlier one
 */
public record SignedIn(
    String accessToken,
    long expiresInSeconds,
    String refreshToken,
    LoginId loginId,
    boolean mustChangePassword,
    @Nullable String trustedDeviceToken) {

  /** On a device that is not trusted. */
  public SignedIn(
      String accessToken,
      long expiresInSeconds,
      String refreshToken,
      LoginId loginId,
      boolean mustChangePassword) {
    this(accessToken, expiresInSeconds, refreshToken, loginId, mustChangePassword, null);
  }

  /** The same on a device that is trusted from now on. */
  public SignedIn trusting(@Nullable String deviceToken) {
    return new SignedIn(
        accessToken, expiresInSeconds, refreshToken, loginId, mustChangePassword, deviceToken);
  }

  @Override
  public String toString() {
    return "SignedIn[" + loginId + "]";
  }
}
