package dev.latchkey.mfa;

import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.mfa.DescribeFactors;
import dev.latchkey.api.mfa.DescribeMfa;
import dev.latchkey.api.mfa.Factors;
import dev.latchkey.api.mfa.MfaStatus;
import io.vertx.core.Future;

/** Tells which second factors somebody has. */
final class FactorStatus {

  private final FactorStore store;
  private final Authorities authorities;

  FactorStatus(FactorStore store, Authorities authorities) {
    this.store = store;
    this.authorities = authorities;
  }

  /** Answers {@link DescribeFactors}. */
  Future<Factors> factors(DescribeFactors request) {
    return store.find(request.person()).map(StoredFactors::view);
  }

  /** Answers {@link DescribeMfa}. */
  Future<MfaStatus> status(DescribeMfa request) {
    Future<StoredFactors> found = store.find(request.caller().person());
    return authorities
        .of(request.caller())
        .compose(authority -> found.map(factors -> status(factors, authority)));
  }

  private static MfaStatus status(StoredFactors factors, Authority authority) {
    return new MfaStatus(
        factors.view().enabled(),
        factors.methods(),
        factors.totp(),
        factors.passkeys(),
        factors.recoveryCodes(),
        authority.secondFactorRequired());
  }
}
