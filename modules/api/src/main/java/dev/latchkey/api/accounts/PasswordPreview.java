package dev.latchkey.api.accounts;

/**
 * A temporary password that is not set yet.
 *
 * @param previewToken lets {@link ResetUserPassword} set exactly this password; holds it encrypted,
 *     and is kept nowhere
 * @param expiresInSeconds how long the token can be used, once, by the same caller
 */
public record PasswordPreview(String password, String previewToken, long expiresInSeconds) {
  @Override
  public String toString() {
    return "PasswordPreview[]";
  }
}
