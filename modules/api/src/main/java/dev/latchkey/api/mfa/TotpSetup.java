package dev.latchkey.api.mfa;

/**
 * A secret to be taken into an authenticator app; told once.
 *
 * @param secret 160 bits in Base32 (RFC 4648)
 * @param uri {@code otpauth://totp/…}, which apps read
 * @param qrCode the same as a picture: a {@code data:image/svg+xml} URI
 */
public record TotpSetup(String secret, String uri, String qrCode) {
  @Override
  public String toString() {
    return "TotpSetup[]";
  }
}
