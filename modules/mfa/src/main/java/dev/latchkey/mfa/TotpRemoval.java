package dev.latchkey.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.mfa.RemoveTotp;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;

/**
 * Removes an authenticator app. It is the last factor, so that recovery codes go with it; a refusal
 * brings everything back.
 */
final class TotpRemoval {

  private final FactorStore factors;
  private final Authorities authorities;

  TotpRemoval(FactorStore factors, Authorities authorities) {
    this.factors = factors;
    this.authorities = authorities;
  }

  /** Answers {@link RemoveTotp}. */
  Future<Done> remove(RemoveTotp request) {
    Caller caller = request.caller();
    return authorities
        .of(caller)
        .compose(
            authority ->
                factors.change(caller.person(), List.of(), sql -> remove(sql, caller, authority)))
        .map(Done.DONE);
  }

  private static Future<Void> remove(Sql sql, Caller caller, Authority authority) {
    return TotpStore.remove(sql, caller.person())
        .map(removed -> allowed(removed, authority))
        .compose(removed -> FactorStore.clearGuesses(sql, caller.person()))
        .compose(
            cleared ->
                EventLog.append(
                    sql, FactorEvents.by(caller, caller.person(), EventType.TOTP_REMOVED)));
  }

  private static boolean allowed(boolean removed, Authority authority) {
    if (!removed) {
      throw Failure.NOT_FOUND.refusal();
    }
    if (authority.secondFactorRequired()) {
      throw Failure.SECOND_FACTOR_REQUIRED.refusal();
    }
    return true;
  }
}
