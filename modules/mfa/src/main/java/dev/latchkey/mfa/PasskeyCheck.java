package dev.latchkey.mfa;

import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.api.mfa.OfferPasskeySignIn;
import dev.latchkey.api.mfa.PasskeyOffer;
import dev.latchkey.api.mfa.PasskeyProven;
import dev.latchkey.api.mfa.VerifyPasskey;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges the use of passkeys. A signature can't be guessed, so tries are not counted: hostile ones
 * keep nobody out. Each refusal goes on record. Thread-safe.
 */
record PasskeyCheck(Passkeys passkeys) {

  /** Answers {@link OfferPasskeySignIn}. */
  Future<PasskeyOffer> offer(OfferPasskeySignIn request) {
    OpaqueToken challenge = OpaqueToken.generate(Ceremony.CHALLENGE);
    PersonId person = request.person();
    return passkeys
        .ceremonies()
        .begin(Ceremony.USE, person, challenge)
        .map(
            known ->
                person == null
                    ? passkeys.options().discovery(challenge)
                    : secondStep(challenge, known));
  }

  private PasskeyOffer secondStep(OpaqueToken challenge, List<CeremonyStore.Descriptor> known) {
    if (known.isEmpty()) {
      throw Failure.NOT_FOUND.refusal();
    }
    return passkeys.options().use(challenge, known);
  }

  /** Answers {@link VerifyPasskey}. */
  Future<PasskeyProven> verify(VerifyPasskey request) {
    return passkeys
        .webAuthn()
        .used(request.credential())
        .map(answer -> verify(request, answer))
        .orElseGet(() -> refuse(request));
  }

  private Future<PasskeyProven> verify(
      VerifyPasskey request, WebAuthn.Answer<AuthenticationData> answer) {
    return passkeys
        .store()
        .take(request.person(), answer.challenge(), answer.data().getCredentialId())
        .compose(
            found ->
                found
                    .map(passkey -> judge(request, answer, passkey))
                    .orElseGet(() -> refuse(request)));
  }

  /** Where everything but the counter is right, it is the counter that refuses. */
  private Future<PasskeyProven> judge(
      VerifyPasskey request, WebAuthn.Answer<AuthenticationData> answer, StoredPasskey passkey) {
    WebAuthn.Verdict verdict = passkeys.webAuthn().judge(answer, passkey, request.person() == null);
    Change refusal =
        refusal(request, passkey.person())
            .with("passkey", passkey.id().toString())
            .with("counterFell", verdict == WebAuthn.Verdict.WRONG ? null : true);
    AuthenticatorData<?> said = answer.data().getAuthenticatorData();
    return passkeys
        .store()
        .settle(use(verdict, passkey, said), refusal)
        .map(generation -> proven(passkey.person(), said, generation));
  }

  private static Optional<PasskeyStore.Use> use(
      WebAuthn.Verdict verdict, StoredPasskey passkey, AuthenticatorData<?> said) {
    return verdict == WebAuthn.Verdict.RIGHT
        ? Optional.of(new PasskeyStore.Use(passkey.id(), said.getSignCount(), said.isFlagBS()))
        : Optional.empty();
  }

  private static PasskeyProven proven(
      PersonId person, AuthenticatorData<?> said, Optional<Integer> generation) {
    return generation
        .map(current -> new PasskeyProven(person, said.isFlagUV(), current))
        .orElseThrow(Failure.SECOND_FACTOR_INVALID::refusal);
  }

  private Future<PasskeyProven> refuse(VerifyPasskey request) {
    return passkeys
        .store()
        .settle(Optional.empty(), refusal(request, request.person()))
        .compose(told -> Future.failedFuture(Failure.SECOND_FACTOR_INVALID.refusal()));
  }

  private static Change refusal(VerifyPasskey request, @Nullable PersonId person) {
    return FactorEvents.refused(
        person, request.organization(), BoundedText.origin(request.origin()), FactorMethod.PASSKEY);
  }
}
