package dev.latchkey.router.rpc;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cookie of a session: its access token, for as long as that counts. Scripts can't read it, and
 * browsers send it with requests from our own pages only (RFC 6265bis, section 5.6.7).
 *
 * @param secure whether it may travel by HTTPS only
 */
record SessionCookie(boolean secure) {

  /** What its clients call the one with a token in it. */
  static final String NAME = "ss-tok";

  /** What came under its name: the jar of the server would drop all but one, whosever that is. */
  static List<String> sent(HttpServerRequest request) {
    return request.headers().getAll(HttpHeaders.COOKIE).stream()
        .flatMap(header -> Stream.of(header.split(";")))
        .map(String::strip)
        .filter(each -> each.startsWith(NAME + "="))
        .map(each -> each.substring(NAME.length() + 1))
        .toList();
  }

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
