package dev.latchkey.router.credential;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The token of an Authorization header (RFC 6750 section 2.1). */
final class BearerToken {

  /** The scheme in any case, one space, and the characters of a token68 (RFC 9110 section 11.2). */
  private static final Pattern BEARER =
      Pattern.compile("[Bb][Ee][Aa][Rr][Ee][Rr] ([A-Za-z0-9._~+/-]{1,8192}=*)");

  private BearerToken() {}

  /** The token, when there is exactly one header and it is of that form. */
  static Optional<String> in(MultiMap headers) {
    List<String> sent = headers.getAll(HttpHeaders.AUTHORIZATION);
    return sent.size() == 1
        ? Optional.of(BEARER.matcher(sent.get(0))).filter(Matcher::matches).map(it -> it.group(1))
        : Optional.empty();
  }
}
