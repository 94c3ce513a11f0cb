package dev.latchkey.sessions;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.AdmitSignIn;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.mfa.PasskeyOffer;
import dev.latchkey.api.sessions.BeginPasskeySignIn;
import dev.latchkey.api.sessions.SignInByPasskey;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;

/**
 * Signing in without a password. Mfa judges and audits the passkey, which tells who it is; accounts
 * judges whether they may sign in, as it does for whoever has a right password.
 */
final class PasskeySignIn {

  private final Bus bus;
  private final SecondFactors factors;
  private final SecondStep secondStep;
  private final LoginOpening opening;

  PasskeySignIn(Bus bus, SecondFactors factors, SecondStep secondStep, LoginOpening opening) {
    this.bus = bus;
    this.factors = factors;
    this.secondStep = secondStep;
    this.opening = opening;
  }

  /** Answers {@link BeginPasskeySignIn}. */
  Future<PasskeyOffer> begin(BeginPasskeySignIn request) {
    String challenge = request.challenge();
    return challenge == null ? factors.offerPasskey(null) : secondStep.offerPasskey(challenge);
  }

  /**
   * Answers {@link SignInByPasskey}. What the passkey was refused for goes on record without the
   * organisation, which anybody could have named.
   */
  Future<SignedIn> signIn(SignInByPasskey request) {
    Origin origin = BoundedText.origin(request.origin());
    String device = BoundedText.device(request.deviceName());
    return factors
        .verifyPasskey(null, null, request.passkey(), origin)
        .recover(PasskeySignIn::alike)
        .compose(
            proven -> bus.ask(new AdmitSignIn(proven.person(), request.organization(), origin)))
        .compose(authority -> opening.open(authority, Proven.BY_PASSKEY, device, origin));
  }

  /** Every refusal to sign in answers alike. */
  private static <T> Future<T> alike(Throwable cause) {
    return Future.failedFuture(
        cause instanceof Refusal refusal && refusal.failure() == Failure.SECOND_FACTOR_INVALID
            ? Failure.INVALID_CREDENTIALS.refusal()
            : cause);
  }
}
