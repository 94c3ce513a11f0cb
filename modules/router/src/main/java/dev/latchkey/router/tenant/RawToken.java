package dev.latchkey.router.tenant;

import dev.latchkey.router.credential.BearerToken;
import dev.latchkey.router.credential.Credential;
import dev.latchkey.router.credential.Credentials;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The token of an organisation, which is the whole Authorization header, without a scheme. The
 * product's own pages may send {@code Bearer} and an access token instead, or an API token. A
 * person's token, or an access token, without a scheme is neither.
 */
final class RawToken implements Credentials {

  private static final Pattern RAW = Pattern.compile("tot_[A-Za-z0-9_-]{1,512}");

  private final BearerToken bearer = new BearerToken();

  @Override
  public boolean areSent(HttpServerRequest request) {
    return bearer.areSent(request);
  }

  @Override
  public Optional<Credential> read(HttpServerRequest request) {
    List<String> sent = request.headers().getAll(HttpHeaders.AUTHORIZATION);
    return sent.size() == 1 && RAW.matcher(sent.get(0)).matches()
        ? Optional.of(new Credential(sent.get(0)))
        : bearer.read(request);
  }
}
