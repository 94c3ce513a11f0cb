package dev.latchkey.mfa;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/**
 * How a secret gets into an authenticator app: the {@code otpauth} URI that all of them read,
 * percent-encoded (RFC 3986 section 2.1).
 *
 * @param issuer whose account it is; without a colon, which separates it from the account
 * @param account which one it is
 * @param secret in Base32
 */
record OtpauthUri(String issuer, String account, String secret) {

  /** The URI. */
  String text() {
    return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
        .formatted(
            encoded(issuer),
            encoded(account),
            secret,
            encoded(issuer),
            Totp.DIGITS,
            Totp.STEP_SECONDS);
  }

  /** URLEncoder writes forms, where a space is a plus. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  @Override
  public String toString() {
    return "OtpauthUri[" + issuer + "]";
  }
}
