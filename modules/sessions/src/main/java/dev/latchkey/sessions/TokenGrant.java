package dev.latchkey.sessions;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.secret.OpaqueToken;
import io.vertx.core.Future;

/** Hands out the tokens of a login, once it is clear that its person may still act. */
final class TokenGrant {

  private final AccessTokens accessTokens;
  private final Authorities authorities;
  private final EndingStore endings;

  TokenGrant(AccessTokens accessTokens, Authorities authorities, EndingStore endings) {
    this.accessTokens = accessTokens;
    this.authorities = authorities;
    this.endings = endings;
  }

  /** The tokens of a login whose person's authority is known. */
  SignedIn tokens(LiveLogin login, OpaqueToken refreshToken, Authority authority) {
    AccessTokens.AccessToken access = accessTokens.issue(login);
    return new SignedIn(
        access.text(),
        access.expiresInSeconds(),
        refreshToken.text(),
        login.id(),
        login.owesPasswordUnder(authority));
  }

  /**
   * The tokens of a login, or that failure: then the login, which counts no longer, is ended too.
   */
  Future<SignedIn> confirmed(
      LiveLogin login, OpaqueToken refreshToken, Origin origin, Failure otherwise) {
    return authorities
        .find(login.person(), login.organization())
        .compose(
            found ->
                found
                    .filter(login::countsUnder)
                    .map(
                        authority -> Future.succeededFuture(tokens(login, refreshToken, authority)))
                    .orElseGet(() -> end(login, origin, otherwise)));
  }

  private Future<SignedIn> end(LiveLogin login, Origin origin, Failure otherwise) {
    Change change =
        Change.by(login.person().value(), origin, EventType.LOGIN_ENDED)
            .about("login", login.id().value())
            .with("reason", EndReason.AUTHORITY_LOST);
    return endings
        .end(login.id(), login.person(), EndReason.AUTHORITY_LOST, change)
        .compose(ended -> Future.failedFuture(otherwise.refusal()));
  }
}
