package dev.latchkey.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.RecoveryCodes;
import dev.latchkey.api.mfa.ReplaceRecoveryCodes;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.guess.GuessLimits;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** Makes recovery codes. Those of before are worthless from the same moment on. Thread-safe. */
final class NewRecoveryCodes {

  private final FactorStore factors;
  private final RecoveryCodeMacs macs;

  NewRecoveryCodes(FactorStore factors, RecoveryCodeMacs macs) {
    this.factors = factors;
    this.macs = macs;
  }

  /** Changes a person's factors and gives them ten new codes, in one transaction. */
  Future<RecoveryCodes> issue(PersonId person, Function<Sql, Future<Void>> change) {
    List<String> codes = RecoveryCode.newOnes();
    return factors.change(person, macs.of(person, codes), change).map(done -> legible(codes));
  }

  /** Changes a person's factors and leaves the codes as they are. */
  Future<Void> keep(PersonId person, Function<Sql, Future<Void>> change) {
    return factors.change(person, change);
  }

  /** Gives a person ten new codes within a change of their factors. */
  Future<RecoveryCodes> give(Sql sql, PersonId person) {
    List<String> codes = RecoveryCode.newOnes();
    return FactorStore.replaceCodes(sql, person, macs.of(person, codes))
        .map(done -> legible(codes));
  }

  private static RecoveryCodes legible(List<String> codes) {
    return new RecoveryCodes(codes.stream().map(RecoveryCode::legible).toList());
  }

  /** Answers {@link ReplaceRecoveryCodes}. */
  Future<RecoveryCodes> replace(ReplaceRecoveryCodes request) {
    return issue(request.caller().person(), sql -> replaced(sql, request.caller()));
  }

  private static Future<Void> replaced(Sql sql, Caller caller) {
    PersonId person = caller.person();
    return FactorStore.find(sql, person)
        .map(StoredFactors::required)
        .compose(found -> GuessLimits.clear(sql, person.value(), RecoveryCodeStore.AUTHENTICATOR))
        .compose(
            cleared ->
                EventLog.append(
                    sql, FactorEvents.by(caller, person, EventType.RECOVERY_CODES_REPLACED)));
  }
}
