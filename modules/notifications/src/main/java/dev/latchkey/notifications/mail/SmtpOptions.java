package dev.latchkey.notifications.mail;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the mail server. Immutable.
 *
 * @param host its name, which its certificate must carry
 * @param port 1 to 65535; 587 is usual with STARTTLS, 465 with TLS
 * @param security how the connection is protected
 * @param login user and password; only over a protected connection
 * @param trust a PEM file with the certificates to trust instead of the JVM's
 * @param timeout for one send from connecting to the last answer, 2 seconds to 10 minutes
 * @param keepAlive how long an idle connection is kept; zero means a connection for each mail
 * @param connections how many at once, 1 to 100
 * @param ownHost as whom the client greets (EHLO), a host name
 */
public record SmtpOptions(
    String host,
    int port,
    Security security,
    @Nullable Login login,
    @Nullable Path trust,
    Duration timeout,
    Duration keepAlive,
    int connections,
    String ownHost) {

  /**
   * How the connection is protected. There is no opportunistic mode: whoever can strip it would
   * read the links.
   */
  public enum Security {
    /** STARTTLS (RFC 3207), without which nothing is sent. */
    STARTTLS,
    /** TLS from the first byte (RFC 8314). */
    TLS,
    /** None: for a server on the same machine or a private wire. */
    NONE
  }

  /** Credentials for PLAIN or LOGIN. */
  public record Login(String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  private static final Duration MIN_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

  /**
   * @throws IllegalArgumentException when a value is out of its bounds, or a login is given without
   *     protection
   */
  public SmtpOptions {
    check(
        !host.isBlank() && !ownHost.isBlank(), "the mail server's host and our own must be named");
    check(port >= 1 && port <= 65_535, "the mail server's port must be 1 to 65535");
    check(
        timeout.compareTo(MIN_TIMEOUT) >= 0 && timeout.compareTo(MAX_TIMEOUT) <= 0,
        "the time-out for mails must be 2 seconds to 10 minutes");
    check(!keepAlive.isNegative(), "connections for mails can't be kept for less than no time");
    check(connections >= 1 && connections <= 100, "1 to 100 connections can carry mails");
    check(
        login == null || security != Security.NONE,
        "a login at the mail server needs starttls or tls");
  }

  private static void check(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
