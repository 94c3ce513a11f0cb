package dev.latchkey.router.credential;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The token of an Authorization header (RFC 6750 section 2.1). */
public final class BearerToken implements Credentials {

  /** The scheme in any case, one space, and the characters of a token68 (RFC 9110 section 11.2). */
  private static final Pattern BEARER =
      Pattern.compile("[Bb][Ee][Aa][Rr][Ee][Rr] ([A-Za-z0-9._~+/-]{1,8192}=*)");

  @Override
  public boolean areSent(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.AUTHORIZATION);
  }

  @Override
  public Optional<Credential> read(HttpServerRequest request) {
    List<String> sent = request.headers().getAll(HttpHeaders.AUTHORIZATION);
    return sent.size() == 1
        ? Optional.of(BEARER.matcher(sent.get(0)))
            .filter(Matcher::matches)
            .map(it -> new Credential(it.group(1)))
        : Optional.empty();
  }
}
