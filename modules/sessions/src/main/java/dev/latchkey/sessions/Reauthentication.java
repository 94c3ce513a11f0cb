package dev.latchkey.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.VerifyOwnPassword;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.mfa.PasskeyOffer;
import dev.latchkey.api.mfa.PasskeyProven;
import dev.latchkey.api.mfa.SecondFactor;
import dev.latchkey.api.sessions.BeginReauthentication;
import dev.latchkey.api.sessions.RaiseLogin;
import dev.latchkey.api.sessions.RaiseOwnLogin;
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

  private static final SecondFactor NOTHING = new SecondFactor(null, null);

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

  /** Answers {@link BeginReauthentication}. */
  Future<PasskeyOffer> begin(BeginReauthentication request) {
    return factors.offerPasskey(request.caller().person());
  }

  /**
   * New tokens for the caller's login; why the proof was refused, or {@link
   * Failure#UNAUTHENTICATED} when the login is over.
   */
  Future<SignedIn> reauthenticate(Reauthenticate request) {
    Caller caller = request.caller();
    OpaqueToken token = OpaqueToken.generate(TokenRotation.KIND);
    return prove(request)
        .compose(proven -> logins.prove(caller, proven, token, change(caller)))
        .map(login -> login.orElseThrow(Failure.UNAUTHENTICATED::refusal))
        .compose(login -> grant.confirmed(login, token, caller.origin(), Failure.UNAUTHENTICATED));
  }

  /** Answers {@link RaiseOwnLogin}: a second factor alone, so that it makes nothing fresh. */
  Future<SignedIn> raiseOwn(RaiseOwnLogin request) {
    Caller caller = request.caller();
    OpaqueToken token = OpaqueToken.generate(TokenRotation.KIND);
    return verified(caller, request.proof())
        .compose(proven -> logins.raise(caller, token, change(caller).with("secondFactor", true)))
        .map(login -> login.orElseThrow(Failure.UNAUTHENTICATED::refusal))
        .compose(login -> grant.confirmed(login, token, caller.origin(), Failure.UNAUTHENTICATED));
  }

  private Future<Proven> prove(Reauthenticate request) {
    String password = request.password();
    SecondFactor proof = Optional.ofNullable(request.secondFactor()).orElse(NOTHING);
    return password == null
        ? byPasskey(request.caller(), proof)
        : bus.ask(new VerifyOwnPassword(request.caller(), password))
            .compose(right -> bySecondFactor(request.caller(), proof));
  }

  /** Whoever has a second factor proves it too. */
  private Future<Proven> bySecondFactor(Caller caller, SecondFactor proof) {
    return factors
        .of(caller.person())
        .compose(
            found ->
                found.enabled()
                    ? verified(caller, proof)
                    : Future.succeededFuture(Proven.BY_PASSWORD));
  }

  private Future<Proven> verified(Caller caller, SecondFactor proof) {
    return proof.equals(NOTHING)
        ? Future.failedFuture(Failure.SECOND_FACTOR_INVALID.refusal())
        : factors
            .verify(caller.person(), caller.organization(), proof, caller.origin())
            .map(Proven.BY_SECOND_FACTOR);
  }

  /** A passkey whose authenticator did not verify its user is one factor, and not the first. */
  private Future<Proven> byPasskey(Caller caller, SecondFactor proof) {
    String passkey = proof.passkey();
    return passkey == null
        ? Future.failedFuture(Failure.INVALID_CREDENTIALS.refusal())
        : factors
            .verifyPasskey(caller.person(), caller.organization(), passkey, caller.origin())
            .map(PasskeyProven::userVerified)
            .map(
                verified -> {
                  if (!verified) {
                    throw Failure.INVALID_CREDENTIALS.refusal();
                  }
                  return Proven.BY_PASSKEY;
                });
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
