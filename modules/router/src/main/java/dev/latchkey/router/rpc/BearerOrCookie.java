package dev.latchkey.router.rpc;

import dev.latchkey.router.credential.BearerToken;
import dev.latchkey.router.credential.Credential;
import dev.latchkey.router.credential.Credentials;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token, or the session's cookie. Browsers send a cookie along whoever made them ask, so
 * it counts only for a POST that no other page can send: with our own origin or, where the client
 * says none, with JSON, which a page elsewhere can't send without being asked whether it may. No
 * GET acts on a cookie.
 */
final class BearerOrCookie implements Credentials {

  private final Credentials bearer = new BearerToken();
  private final OwnOrigin own;

  BearerOrCookie(OwnOrigin own) {
    this.own = own;
  }

  @Override
  public boolean areSent(HttpServerRequest request) {
    return bearer.areSent(request) || !SessionCookie.sent(request).isEmpty();
  }

  @Override
  public Optional<Credential> read(HttpServerRequest request) {
    if (bearer.areSent(request)) {
      return bearer.read(request);
    }
    List<String> cookies = SessionCookie.sent(request);
    return cookies.size() == 1 && isOfNoOtherPage(request)
        ? Optional.of(new Credential(cookies.get(0)))
        : Optional.empty();
  }

  private boolean isOfNoOtherPage(HttpServerRequest request) {
    List<String> origins = request.headers().getAll(HttpHeaders.ORIGIN);
    boolean allowed =
        origins.isEmpty()
            ? isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))
            : origins.size() == 1 && own.is(origins.get(0), host(request.authority()));
    return allowed && request.method().equals(HttpMethod.POST);
  }

  private static boolean isJson(@Nullable String type) {
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
  }

  private static @Nullable String host(@Nullable HostAndPort authority) {
    return authority == null ? null : authority.toString();
  }
}
