package dev.latchkey.launcher.postgres;

/**
 * A database role and its password.
 *
 * @param user the role's name
 * @param password 256 random bits in base64url
 */
public record Credentials(String user, String password) {
  /** Leaves the password out, because records end up in logs. */
  @Override
  public String toString() {
    return "Credentials[user=" + user + "]";
  }
}
