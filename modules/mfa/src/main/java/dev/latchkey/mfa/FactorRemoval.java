package dev.latchkey.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.mfa.RemovePasskey;
import dev.latchkey.api.mfa.RemoveTotp;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.guess.GuessLimits;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/**
 * Removes factors. Recovery codes go with the last one, which stays where the organisation demands
 * one; a refusal brings everything back.
 */
final class FactorRemoval {

  private final FactorStore factors;
  private final Authorities authorities;

  FactorRemoval(FactorStore factors, Authorities authorities) {
    this.factors = factors;
    this.authorities = authorities;
  }

  /** Answers {@link RemoveTotp}. */
  Future<Done> totp(RemoveTotp request) {
    Caller caller = request.caller();
    Change change = FactorEvents.by(caller, caller.person(), EventType.TOTP_REMOVED);
    return remove(caller, change, sql -> removeTotp(sql, caller));
  }

  private static Future<Boolean> removeTotp(Sql sql, Caller caller) {
    return TotpStore.remove(sql, caller.person())
        .compose(
            removed ->
                GuessLimits.clear(sql, caller.person().value(), TotpStore.AUTHENTICATOR)
                    .map(removed));
  }

  /** Answers {@link RemovePasskey}. */
  Future<Done> passkey(RemovePasskey request) {
    Caller caller = request.caller();
    Change change =
        FactorEvents.by(caller, caller.person(), EventType.PASSKEY_REMOVED)
            .with("passkey", request.passkey().toString());
    return remove(
        caller, change, sql -> PasskeyStore.remove(sql, caller.person(), request.passkey()));
  }

  private Future<Done> remove(
      Caller caller, Change change, Function<Sql, Future<Boolean>> removal) {
    return authorities
        .of(caller)
        .compose(
            authority ->
                factors.change(
                    caller.person(),
                    sql ->
                        removal
                            .apply(sql)
                            .compose(removed -> settle(sql, removed, authority))
                            .compose(settled -> EventLog.append(sql, change))))
        .map(Done.DONE);
  }

  private static Future<Void> settle(Sql sql, boolean removed, Authority authority) {
    return removed
        ? FactorStore.find(sql, authority.person())
            .compose(
                left ->
                    left.methods().isEmpty()
                        ? withoutAny(sql, authority)
                        : Future.succeededFuture())
        : Future.failedFuture(Failure.NOT_FOUND.refusal());
  }

  private static Future<Void> withoutAny(Sql sql, Authority authority) {
    return authority.secondFactorRequired()
        ? Future.failedFuture(Failure.SECOND_FACTOR_REQUIRED.refusal())
        : FactorStore.replaceCodes(sql, authority.person(), List.of());
  }
}
