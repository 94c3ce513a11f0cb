package dev.latchkey.api.mfa;

/** What a trusted device keeps. It is told once, and only its digest is stored. */
public record TrustedDeviceToken(String token) {
  @Override
  public String toString() {
    return "TrustedDeviceToken[]";
  }
}
