package dev.latchkey.sessions;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.Change;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose API token is this? The token's row and what its maker may do, each by one statement at
 * every request and never cached, as for a login. A token whose maker has left, was disabled or was
 * locked out is ended when it is met; it is refused before that anyway. Thread-safe.
 */
final class TokenAuthentication {

  /** How old the time of last use may grow before a use is written down. */
  private static final Duration TOUCH_AFTER = Duration.ofMinutes(1);

  private final ApiTokenStore store;
  private final Authorities authorities;

  TokenAuthentication(ApiTokenStore store, Authorities authorities) {
    this.store = store;
    this.authorities = authorities;
  }

  /** The caller behind a token; {@link Failure#UNAUTHENTICATED} when it does not count. */
  Future<Caller> authenticate(String credential, Origin origin) {
    return ApiTokenKinds.parse(credential)
        .map(secret -> store.use(secret, TOUCH_AFTER))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .map(found -> found.orElseThrow(Failure.UNAUTHENTICATED::refusal))
        .compose(token -> authenticate(token, origin));
  }

  private Future<Caller> authenticate(StoredToken token, Origin origin) {
    return authorities
        .find(token.person(), token.organization())
        .compose(
            found ->
                found
                    .filter(token::countsUnder)
                    .map(authority -> admit(token, caller(token, authority, origin)))
                    .orElseGet(() -> end(token)));
  }

  private Future<Caller> admit(StoredToken token, Caller caller) {
    if (token.lastUsedAt() != null) {
      return Future.succeededFuture(caller);
    }
    Change change = TokenEvents.of(EventType.TOKEN_FIRST_USED, caller, token.token());
    return store.useFirst(token.token().id(), change).map(caller);
  }

  private Future<Caller> end(StoredToken token) {
    UUID owner =
        token.owner() == TokenOwner.PERSON ? token.person().value() : token.organization().value();
    Change change =
        Change.bySystem(EventType.TOKEN_ENDED)
            .in(token.organization().value())
            .about("token", token.token().id().value())
            .with("reason", EndReason.AUTHORITY_LOST);
    return store
        .end(token.owner(), owner, token.token().id(), EndReason.AUTHORITY_LOST, change)
        .compose(ended -> Future.failedFuture(Failure.UNAUTHENTICATED.refusal()));
  }

  private static Caller caller(StoredToken token, Authority authority, Origin origin) {
    return new Caller(
        token.person(),
        null,
        token.organization(),
        token.permissionsUnder(authority),
        token.assurance(),
        token.createdAt(),
        false,
        authority.mustChangePassword(),
        authority.secondFactorRequired() && token.assurance() == Assurance.ONE_FACTOR,
        origin,
        null,
        token.token(),
        null);
  }
}
