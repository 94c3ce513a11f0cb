package dev.latchkey.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.VerifyOwnPassword;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.mfa.SecondFactor;
import dev.latchkey.api.sessions.RaiseLogin;
import dev.latchkey.api.sessions.Reauthenticate;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.secret.OpaqueToken;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Proves anew who the caller is, within the login that they have. Its tokens so far are dead
 * afterwards. The login keeps its generation: a password that was changed between the proof and the
 * tokens ends it all the same.
 */
final class Reauthentication {

  private final Bus bus;
  private final SecondFactors factors;
  private final LoginStore logins;
  private final TokenGrant grant;

  Reauthentication(Bus bus, SecondFactors factors, LoginStore logins, TokenGrant grant) {
    this.bus = bus;
    this.factors = factors;
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
        .compose(right -> prove(request))
        .compose(proven -> logins.prove(caller, proven, token, change(caller)))
        .map(login -> login.orElseThrow(Failure.UNAUTHENTICATED::refusal))
        .compose(login -> grant.confirmed(login, token, caller.origin(), Failure.UNAUTHENTICATED));
  }

  /** Whoever has a second factor proves it too. */
  private Future<Proven> prove(Reauthenticate request) {
    Caller caller = request.caller();
    SecondFactor proof =
        Optional.ofNullable(request.secondFactor()).orElseGet(() -> new SecondFactor(null, null));
    return factors
        .of(caller.person())
        .compose(
            found ->
                found.enabled()
                    ? factors
                        .verify(caller.person(), caller.organization(), proof, caller.origin())
                        .map(Proven.BY_SECOND_FACTOR)
                    : Future.succeededFuture(Proven.BY_PASSWORD));
  }

  /** Answers {@link RaiseLogin}. */
  Future<Done> raise(RaiseLogin request) {
    return logins.raise(request.person(), request.login()).map(Done.DONE);
  }

  private static Change change(Caller caller) {
    return Change.by(caller, EventType.LOGIN_REAUTHENTICATED)
        .about("login", caller.login().value());
  }
}
