package dev.latchkey.router.rpc;

import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.MembershipView;
import dev.latchkey.api.accounts.UserView;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** What a client is told that has signed in: its tokens, and who it speaks for. */
final class Authenticated {

  private final Bus bus;
  private final OwnOrigin own;
  private final SessionCookie cookie;

  Authenticated(Bus bus, OwnOrigin own, SessionCookie cookie) {
    this.bus = bus;
    this.own = own;
    this.cookie = cookie;
  }

  /** The answer, with the session's cookie. */
  Future<Reply> reply(Call call, SignedIn tokens) {
    return bus.ask(new Authenticate(tokens.accessToken(), null, call.origin(), false))
        .compose(caller -> bus.ask(new DescribeMe(caller)))
        .map(me -> Reply.ok(body(tokens, me)))
        .map(reply -> withCookie(call, reply, tokens));
  }

  /** Nobody is signed in any more. */
  Reply over() {
    return Reply.ok(new JsonObject().put("ResponseStatus", new JsonObject()))
        .with(HttpHeaders.SET_COOKIE, cookie.none());
  }

  /** A page elsewhere can't be kept from signing a browser in; it gets no session of its choice. */
  private Reply withCookie(Call call, Reply reply, SignedIn tokens) {
    String page = call.header("Origin");
    return page == null || own.is(page, call.header("Host"))
        ? reply.with(
            HttpHeaders.SET_COOKIE, cookie.of(tokens.accessToken(), tokens.expiresInSeconds()))
        : reply;
  }

  private static JsonObject body(SignedIn tokens, Me me) {
    UserView user = Objects.requireNonNull(me.user());
    JsonObject body =
        new JsonObject()
            .put("UserId", user.id().toString())
            .put("SessionId", tokens.loginId().toString())
            .put("UserName", user.userName())
            .put("BearerToken", tokens.accessToken())
            .put("RefreshToken", tokens.refreshToken())
            .put("Roles", new JsonArray(UserDetails.roles(me)))
            .put(
                "Permissions",
                UserDetails.permissions(
                    UserDetails.membership(me).map(MembershipView::permissions)))
            .put("AuthProvider", "credentials")
            .put("ResponseStatus", new JsonObject());
    return Fields.put(body, "DisplayName", user.displayName());
  }
}
