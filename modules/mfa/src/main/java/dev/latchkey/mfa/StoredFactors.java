package dev.latchkey.mfa;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.api.mfa.Factors;
import java.util.EnumSet;
import java.util.Set;

/**
 * The second factors of a person, as one statement found them.
 *
 * @param generation 0 for somebody who never had any
 * @param totp whether an authenticator app is confirmed
 * @param passkeys how many
 * @param recoveryCodes how many were not used yet
 */
record StoredFactors(int generation, boolean totp, int passkeys, int recoveryCodes) {

  static final StoredFactors NONE = new StoredFactors(0, false, 0, 0);

  /** What can be asked for. Recovery codes help out; by themselves they are no second factor. */
  Set<FactorMethod> methods() {
    Set<FactorMethod> methods = EnumSet.noneOf(FactorMethod.class);
    if (totp) {
      methods.add(FactorMethod.TOTP);
    }
    if (passkeys > 0) {
      methods.add(FactorMethod.PASSKEY);
    }
    if (!methods.isEmpty() && recoveryCodes > 0) {
      methods.add(FactorMethod.RECOVERY_CODE);
    }
    return methods;
  }

  /** {@link Failure#NOT_FOUND} for somebody without a second factor. */
  StoredFactors required() {
    if (methods().isEmpty()) {
      throw Failure.NOT_FOUND.refusal();
    }
    return this;
  }

  Factors view() {
    return new Factors(methods(), generation);
  }
}
