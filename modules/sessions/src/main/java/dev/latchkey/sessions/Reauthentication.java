package dev.latchkey.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.VerifyOwnPassword;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.sessions.Reauthenticate;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.secret.OpaqueToken;
import io.vertx.core.Future;

/**
 * Proves anew who the caller is, within the login that they have. Its tokens so far are dead
 * afterwards. The login keeps its generation: a password that was changed between the proof and the
 * tokens ends it all the same.
 */
final class Reauthentication {

  private final Bus bus;
  private final LoginStore logins;
  private final TokenGrant grant;

  Reauthentication(Bus bus, LoginStore logins, TokenGrant grant) {
    this.bus = bus;
    this.logins = logins;
    this.grant = grant;
  }

  /**
   * New tokens for the caller's login; why accounts has refused the password, or {@link
   * Failure#UNAUTHENTICATED} when the login is over.
   */
  Future<SignedIn> reauthenticate(Reauthenticate request) {
    Caller caller = request.caller();
    OpaqueToken token = OpaqueToken.generate(TokenRotation.KIND);
    return bus.ask(new VerifyOwnPassword(caller, request.password()))
        .compose(proven -> logins.prove(caller, token, change(caller)))
        .map(login -> login.orElseThrow(Failure.UNAUTHENTICATED::refusal))
        .compose(login -> grant.confirmed(login, token, caller.origin(), Failure.UNAUTHENTICATED));
  }

  private static Change change(Caller caller) {
    return Change.by(caller, EventType.LOGIN_REAUTHENTICATED)
        .about("login", caller.login().value());
  }
}
