package dev.latchkey.mfa;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.api.mfa.SecondFactorProven;
import dev.latchkey.api.mfa.VerifySecondFactor;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Judges second factors. Whatever is wrong - nobody of that id, no such factor, too many guesses, a
 * wrong code, one that was used - it costs two statements and answers alike. A right one costs as
 * many. Thread-safe.
 */
final class SecondFactorCheck {

  private final TotpStore totps;
  private final TotpSecrets secrets;
  private final RecoveryCodeStore codes;
  private final RecoveryCodeMacs macs;

  SecondFactorCheck(
      TotpStore totps, TotpSecrets secrets, RecoveryCodeStore codes, RecoveryCodeMacs macs) {
    this.totps = totps;
    this.secrets = secrets;
    this.codes = codes;
    this.macs = macs;
  }

  /** Answers {@link VerifySecondFactor}. */
  Future<SecondFactorProven> verify(VerifySecondFactor request) {
    String totp = request.proof().totp();
    String code = request.proof().recoveryCode();
    Origin origin = BoundedText.origin(request.origin());
    if (totp != null && code == null) {
      return totp(request, totp, origin);
    }
    return code != null && totp == null
        ? recoveryCode(request, code, origin)
        : Future.failedFuture(
            Failure.INVALID_REQUEST.refusal("Show one second factor, and only one."));
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
