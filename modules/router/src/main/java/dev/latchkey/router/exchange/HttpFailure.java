package dev.latchkey.router.exchange;

import java.util.Locale;

/** What can be wrong with a request before it is matched with an operation. */
public enum HttpFailure {
  BAD_REQUEST(400, "That is no valid HTTP request."),
  REQUEST_TIMEOUT(408, "The request took too long to arrive. Send it again, faster."),
  URI_TOO_LONG(414, "The path and its query are too long."),
  HEADERS_TOO_LARGE(431, "The headers are too large.");

  private final int status;
  private final String detail;

  HttpFailure(int status, String detail) {
    this.status = status;
    this.detail = detail;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The stable code on the wire. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A sentence for people that says what to do. */
  public String detail() {
    return detail;
  }
}
