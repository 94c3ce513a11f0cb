package dev.latchkey.sessions;

import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.CheckNewPassword;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.sessions.CheckSignIn;
import dev.latchkey.api.sessions.SignInCheck;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;

/**
 * What signing in would take. Accounts judges, counts and audits the guess as it does for {@link
 * PasswordSignIn}; nothing is opened.
 */
final class SignInChecking {

  private final Bus bus;
  private final SecondFactors factors;

  SignInChecking(Bus bus, SecondFactors factors) {
    this.bus = bus;
    this.factors = factors;
  }

  /** Answers {@link CheckSignIn}. */
  Future<SignInCheck> check(CheckSignIn request) {
    return bus.ask(
            new VerifyPassword(
                request.identifier(),
                request.password(),
                null,
                BoundedText.origin(request.origin())))
        .compose(authority -> acceptable(request, authority).compose(done -> told(authority)));
  }

  private Future<Void> acceptable(CheckSignIn request, Authority authority) {
    String wanted = request.newPassword();
    if (wanted == null) {
      return Future.succeededFuture();
    }
    return bus.ask(new CheckNewPassword(authority.person(), wanted))
        .compose(
            taken ->
                wanted.equals(request.password())
                    ? Future.failedFuture(Failure.PASSWORD_UNCHANGED.refusal())
                    : Future.succeededFuture());
  }

  private Future<SignInCheck> told(Authority authority) {
    return factors
        .of(authority.person())
        .map(
            found ->
                new SignInCheck(
                    found.methods(),
                    authority.secondFactorRequired(),
                    authority.changePasswordBy()));
  }
}
