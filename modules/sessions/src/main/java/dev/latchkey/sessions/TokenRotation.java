package dev.latchkey.sessions;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.sessions.RefreshLogin;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.secret.TokenKind;
import dev.latchkey.kernel.secret.TokenSuccessors;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * Exchanges a refresh token for its successor and a new access token (RFC 9700 section 4.14.2). The
 * token is replaced first and the person's authority looked at next, so that the good case costs
 * two statements; where authority is gone nothing is handed out and the login ends.
 *
 * <p>Every refusal is {@link Failure#INVALID_REFRESH_TOKEN}. Where accounts does not answer, its
 * failure is passed on, and a repetition within the grace gets the same successor.
 */
final class TokenRotation {

  /** Refresh tokens. */
  static final TokenKind KIND = TokenKind.of("lkr_");

  private final RefreshTokenStore tokens;
  private final TokenSuccessors successors;
  private final EndingStore endings;
  private final TokenGrant grant;

  TokenRotation(
      RefreshTokenStore tokens, TokenSuccessors successors, EndingStore endings, TokenGrant grant) {
    this.tokens = tokens;
    this.successors = successors;
    this.endings = endings;
    this.grant = grant;
  }

  /** New tokens for a refresh token that counts. */
  Future<SignedIn> refresh(RefreshLogin request) {
    Origin origin = BoundedText.origin(request.origin());
    return OpaqueToken.parse(KIND, request.refreshToken())
        .map(token -> rotate(token, origin))
        .orElseGet(TokenRotation::refused);
  }

  private Future<SignedIn> rotate(OpaqueToken token, Origin origin) {
    OpaqueToken successor = successors.successor(token);
    return tokens
        .rotate(token, successor)
        .compose(
            rotated ->
                rotated
                    .map(login -> grant(login, successor, origin))
                    .orElseGet(() -> repeat(token, origin)));
  }

  /** Nothing was rotated: a retry of a client that lost the answer, a thief, or nothing at all. */
  private Future<SignedIn> repeat(OpaqueToken token, Origin origin) {
    return tokens
        .explain(token)
        .compose(
            found ->
                found.map(spent -> judge(token, spent, origin)).orElseGet(TokenRotation::refused));
  }

  private Future<SignedIn> judge(OpaqueToken token, RefreshTokenStore.Spent spent, Origin origin) {
    Buffer successorDigest = spent.successorDigest();
    if (successorDigest == null) {
      return refused();
    }
    if (!spent.recent()) {
      return endReused(spent.login(), origin);
    }
    return successors
        .issuedSuccessor(token, successorDigest.getBytes())
        .filter(successor -> spent.current())
        .map(successor -> grant(spent.login(), successor, origin))
        .orElseGet(TokenRotation::refused);
  }

  private Future<SignedIn> grant(LiveLogin login, OpaqueToken successor, Origin origin) {
    return grant.confirmed(login, successor, origin, Failure.INVALID_REFRESH_TOKEN);
  }

  /** Whoever holds the newest token, its owner or a thief, must prove anew who they are. */
  private Future<SignedIn> endReused(LiveLogin login, Origin origin) {
    Change attempt =
        Change.byAnybody(origin, EventType.LOGIN_TOKEN_REUSED)
            .about("login", login.id().value())
            .with("person", login.person().toString())
            .refused();
    Change ending =
        Change.bySystem(EventType.LOGIN_ENDED)
            .about("login", login.id().value())
            .with("reason", EndReason.TOKEN_REUSED);
    return endings
        .end(login.id(), login.person(), EndReason.TOKEN_REUSED, attempt, ending)
        .compose(ended -> refused());
  }

  private static Future<SignedIn> refused() {
    return Future.failedFuture(Failure.INVALID_REFRESH_TOKEN.refusal());
  }
}
