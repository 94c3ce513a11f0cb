package dev.latchkey.mfa;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.api.mfa.SecondFactor;
import dev.latchkey.api.mfa.SecondFactorProven;
import dev.latchkey.api.mfa.VerifyPasskey;
import dev.latchkey.api.mfa.VerifySecondFactor;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges second factors. Whatever is wrong with a code - nobody of that id, no such factor, too
 * many guesses, a wrong code, one that was used - it costs two statements and answers alike. A
 * right one costs as many. Thread-safe.
 */
final class SecondFactorCheck {

  private final TotpStore totps;
  private final TotpSecrets secrets;
  private final RecoveryCodeStore codes;
  private final RecoveryCodeMacs macs;
  private final PasskeyCheck passkeys;

  SecondFactorCheck(
      TotpStore totps,
      TotpSecrets secrets,
      RecoveryCodeStore codes,
      RecoveryCodeMacs macs,
      PasskeyCheck passkeys) {
    this.totps = totps;
    this.secrets = secrets;
    this.codes = codes;
    this.macs = macs;
    this.passkeys = passkeys;
  }

  /** Answers {@link VerifySecondFactor}. */
  Future<SecondFactorProven> verify(VerifySecondFactor request) {
    SecondFactor proof = request.proof();
    Origin origin = BoundedText.origin(request.origin());
    if (Stream.of(proof.totp(), proof.recoveryCode(), proof.passkey())
            .filter(Objects::nonNull)
            .count()
        != 1) {
      return Future.failedFuture(
          Failure.INVALID_REQUEST.refusal("Show one second factor, and only one."));
    }
    if (proof.totp() != null) {
      return totp(request, proof.totp(), origin);
    }
    return proof.recoveryCode() != null
        ? recoveryCode(request, proof.recoveryCode(), origin)
        : passkey(request, Objects.requireNonNull(proof.passkey()), origin);
  }

  private Future<SecondFactorProven> passkey(
      VerifySecondFactor request, String answer, Origin origin) {
    return passkeys
        .verify(new VerifyPasskey(request.person(), request.organization(), answer, origin))
        .map(proven -> new SecondFactorProven(FactorMethod.PASSKEY, proven.generation()));
  }

  private Future<SecondFactorProven> totp(VerifySecondFactor request, String typed, Origin origin) {
    PersonId person = request.person();
    Change refusal =
        FactorEvents.refused(person, request.organization(), origin, FactorMethod.TOTP);
    return totps
        .prompt(person)
        .compose(
            prompt ->
                totps.settle(person, prompt, secrets.matching(person, prompt, typed), refusal))
        .map(generation -> proven(FactorMethod.TOTP, generation));
  }

  private Future<SecondFactorProven> recoveryCode(
      VerifySecondFactor request, String typed, Origin origin) {
    PersonId person = request.person();
    Change use =
        FactorEvents.by(person, request.organization(), origin, EventType.RECOVERY_CODE_USED);
    Change refusal =
        FactorEvents.refused(person, request.organization(), origin, FactorMethod.RECOVERY_CODE);
    List<byte[]> candidates =
        TypedCode.recoveryCode(typed)
            .map(code -> macs.candidates(person, code))
            .orElseGet(List::of);
    return codes
        .prompt(person, candidates)
        .compose(found -> codes.settle(person, found.orElse(null), use, refusal))
        .map(generation -> proven(FactorMethod.RECOVERY_CODE, generation));
  }

  private static SecondFactorProven proven(FactorMethod method, Optional<Integer> generation) {
    return generation
        .map(current -> new SecondFactorProven(method, current))
        .orElseThrow(Failure.SECOND_FACTOR_INVALID::refusal);
  }
}
