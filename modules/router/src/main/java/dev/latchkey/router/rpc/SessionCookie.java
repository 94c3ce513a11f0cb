package dev.latchkey.router.rpc;

/**
 * The cookie of a session: its access token, for as long as that counts. Scripts can't read it, and
 * browsers send it with requests from our own pages only (RFC 6265bis, section 5.6.7).
 *
 * @param secure whether it may travel by HTTPS only
 */
record SessionCookie(boolean secure) {

  /** What its clients call the one with a token in it. */
  static final String NAME = "ss-tok";

  /** As {@code Set-Cookie} says it. */
  String of(String accessToken, long seconds) {
    return NAME
        + "="
        + accessToken
        + "; Path=/; Max-Age="
        + seconds
        + "; HttpOnly; SameSite=Strict"
        + (secure ? "; Secure" : "");
  }

  /** Takes it back. */
  String none() {
    return of("", 0);
  }
}
