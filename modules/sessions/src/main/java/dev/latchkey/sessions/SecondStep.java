package dev.latchkey.sessions;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.mfa.SecondFactorProven;
import dev.latchkey.api.sessions.ProveSecondFactor;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * The second step of signing in. The challenge is counted, then the person's authority is read
 * anew, then mfa judges, counts and audits the guess; whoever uses the challenge up gets the login.
 */
final class SecondStep {

  private final ChallengeStore challenges;
  private final Authorities authorities;
  private final SecondFactors factors;
  private final LoginOpening opening;

  SecondStep(
      ChallengeStore challenges,
      Authorities authorities,
      SecondFactors factors,
      LoginOpening opening) {
    this.challenges = challenges;
    this.authorities = authorities;
    this.factors = factors;
    this.opening = opening;
  }

  /** Answers {@link ProveSecondFactor}. */
  Future<SignedIn> prove(ProveSecondFactor request) {
    return OpaqueToken.parse(PasswordSignIn.CHALLENGE, request.challenge())
        .map(token -> prove(request, token))
        .orElseGet(SecondStep::refused);
  }

  private Future<SignedIn> prove(ProveSecondFactor request, OpaqueToken token) {
    return challenges
        .tried(token)
        .compose(
            found ->
                found
                    .map(challenge -> prove(request, token, challenge))
                    .orElseGet(SecondStep::refused));
  }

  private Future<SignedIn> prove(
      ProveSecondFactor request, OpaqueToken token, Challenge challenge) {
    return authorities
        .find(challenge.person(), challenge.organization())
        .compose(
            found ->
                found
                    .filter(challenge::countsUnder)
                    .map(authority -> prove(request, token, challenge, authority))
                    .orElseGet(SecondStep::refused));
  }

  private Future<SignedIn> prove(
      ProveSecondFactor request, OpaqueToken token, Challenge challenge, Authority authority) {
    Origin origin = BoundedText.origin(request.origin());
    return factors
        .verify(challenge.person(), challenge.organization(), request.proof(), origin)
        .compose(
            proven ->
                challenges
                    .use(token)
                    .compose(first -> first ? Future.succeededFuture(proven) : refused()))
        .compose(
            proven ->
                opening
                    .open(authority, Proven.BY_SECOND_FACTOR, challenge.device(), origin)
                    .compose(
                        signedIn ->
                            trusted(request, challenge, authority, proven)
                                .map(signedIn::trusting)));
  }

  private Future<@Nullable String> trusted(
      ProveSecondFactor request,
      Challenge challenge,
      Authority authority,
      SecondFactorProven proven) {
    return request.trustDevice()
        ? factors.trust(authority, proven, challenge.device(), BoundedText.origin(request.origin()))
        : Future.succeededFuture();
  }

  private static <T> Future<T> refused() {
    return Future.failedFuture(Failure.CHALLENGE_INVALID.refusal());
  }
}
