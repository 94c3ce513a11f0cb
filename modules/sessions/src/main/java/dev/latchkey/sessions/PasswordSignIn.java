package dev.latchkey.sessions;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.mfa.Factors;
import dev.latchkey.api.mfa.TrustedDeviceToken;
import dev.latchkey.api.sessions.SecondFactorChallenge;
import dev.latchkey.api.sessions.SignIn;
import dev.latchkey.api.sessions.SignInOutcome;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.secret.TokenKind;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * The first step of signing in. Accounts judges, counts and audits the guess. Whoever has a second
 * factor gets a challenge and nothing else, unless they come from a trusted device; everybody else
 * gets a login.
 */
final class PasswordSignIn {

  /** What stands for a first step that was right. */
  static final TokenKind CHALLENGE = TokenKind.of("lkc_");

  private final Bus bus;
  private final SecondFactors factors;
  private final ChallengeStore challenges;
  private final LoginOpening opening;

  PasswordSignIn(Bus bus, SecondFactors factors, ChallengeStore challenges, LoginOpening opening) {
    this.bus = bus;
    this.factors = factors;
    this.challenges = challenges;
    this.opening = opening;
  }

  /** Signs in, or passes on why accounts has refused. */
  Future<SignInOutcome> signIn(SignIn request) {
    Origin origin = BoundedText.origin(request.origin());
    return factors
        .recognized(request.trustedDeviceToken())
        .compose(
            device ->
                bus.ask(
                    new VerifyPassword(
                        request.identifier(),
                        request.password(),
                        request.organization(),
                        device,
                        origin)))
        .compose(authority -> withFactors(request, authority, origin));
  }

  private Future<SignInOutcome> withFactors(SignIn request, Authority authority, Origin origin) {
    return factors
        .of(authority.person())
        .compose(
            found ->
                found.enabled()
                    ? secondStep(request, authority, found, origin)
                    : open(request, authority, Proven.BY_PASSWORD, origin));
  }

  private Future<SignInOutcome> open(
      SignIn request, Authority authority, Proven proven, Origin origin) {
    String device = BoundedText.device(request.deviceName());
    return opening
        .open(authority, proven, device, origin)
        .map(signedIn -> new SignInOutcome(signedIn, null));
  }

  private Future<SignInOutcome> secondStep(
      SignIn request, Authority authority, Factors found, Origin origin) {
    return factors
        .use(authority, request.trustedDeviceToken(), origin)
        .compose(
            trusted ->
                trusted
                    .map(device -> skip(request, authority, device, origin))
                    .orElseGet(() -> challenge(request, authority, found)));
  }

  private Future<SignInOutcome> skip(
      SignIn request, Authority authority, TrustedDeviceToken device, Origin origin) {
    return open(request, authority, Proven.BY_TRUSTED_DEVICE, origin)
        .map(
            outcome ->
                new SignInOutcome(
                    Optional.ofNullable(outcome.signedIn()).orElseThrow().trusting(device.token()),
                    null));
  }

  private Future<SignInOutcome> challenge(SignIn request, Authority authority, Factors found) {
    OpaqueToken token = OpaqueToken.generate(CHALLENGE);
    String device = BoundedText.device(request.deviceName());
    return challenges
        .open(token, Challenge.of(authority, device))
        .map(
            opened ->
                new SignInOutcome(
                    null,
                    new SecondFactorChallenge(
                        token.text(), found.methods(), Challenge.LIFETIME.toSeconds())));
  }
}
