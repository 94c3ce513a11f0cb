package dev.latchkey.sessions;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.mfa.PasskeyOffer;
import dev.latchkey.api.mfa.SecondFactorProven;
import dev.latchkey.api.sessions.ProveSecondFactor;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
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

  /** A first step that still counts, and what its person may do. */
  private record Standing(OpaqueToken token, Challenge challenge, Authority authority) {}

  /** Answers {@link ProveSecondFactor}. */
  Future<SignedIn> prove(ProveSecondFactor request) {
    return standing(request.challenge(), challenges::tried)
        .compose(standing -> prove(request, standing));
  }

  /** What a passkey answers, for whoever has shown a challenge; {@link Failure#NOT_FOUND}. */
  Future<PasskeyOffer> offerPasskey(String challenge) {
    return standing(challenge, challenges::find)
        .compose(standing -> factors.offerPasskey(standing.challenge().person()));
  }

  private Future<Standing> standing(
      String challenge, Function<OpaqueToken, Future<Optional<Challenge>>> look) {
    return OpaqueToken.parse(PasswordSignIn.CHALLENGE, challenge)
        .map(
            token ->
                look.apply(token)
                    .compose(
                        found ->
                            found
                                .map(known -> standing(token, known))
                                .orElseGet(SecondStep::refused)))
        .orElseGet(SecondStep::refused);
  }

  private Future<Standing> standing(OpaqueToken token, Challenge challenge) {
    return authorities
        .find(challenge.person(), challenge.organization())
        .compose(
            found ->
                found
                    .filter(challenge::countsUnder)
                    .map(
                        authority ->
                            Future.succeededFuture(new Standing(token, challenge, authority)))
                    .orElseGet(SecondStep::refused));
  }

  private Future<SignedIn> prove(ProveSecondFactor request, Standing standing) {
    Challenge challenge = standing.challenge();
    Origin origin = BoundedText.origin(request.origin());
    return factors
        .verify(challenge.person(), challenge.organization(), request.proof(), origin)
        .compose(
            proven ->
                challenges
                    .use(standing.token())
                    .compose(first -> first ? Future.succeededFuture(proven) : refused()))
        .compose(
            proven ->
                opening
                    .open(standing.authority(), Proven.BY_SECOND_FACTOR, challenge.device(), origin)
                    .compose(
                        signedIn -> trusted(request, standing, proven).map(signedIn::trusting)));
  }

  private Future<@Nullable String> trusted(
      ProveSecondFactor request, Standing standing, SecondFactorProven proven) {
    return request.trustDevice()
        ? factors.trust(
            standing.authority(),
            proven,
            standing.challenge().device(),
            BoundedText.origin(request.origin()))
        : Future.succeededFuture();
  }

  private static <T> Future<T> refused() {
    return Future.failedFuture(Failure.CHALLENGE_INVALID.refusal());
  }
}
