package dev.latchkey.router.nativeapi;

import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.sessions.SignedIn;
import org.jspecify.annotations.Nullable;

/** The tokens of a login as this surface writes them; {@code expiresIn} counts seconds. */
record SignedInBody(
    String status,
    String accessToken,
    long expiresIn,
    String refreshToken,
    LoginId loginId,
    boolean mustChangePassword,
    @Nullable String trustedDeviceToken) {

  static SignedInBody of(SignedIn tokens) {
    return new SignedInBody(
        "signed_in",
        tokens.accessToken(),
        tokens.expiresInSeconds(),
        tokens.refreshToken(),
        tokens.loginId(),
        tokens.mustChangePassword(),
        tokens.trustedDeviceToken());
  }

  @Override
  public String toString() {
    return "SignedInBody[" + loginId + "]";
  }
}
