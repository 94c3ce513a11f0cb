package dev.latchkey.mfa;

import dev.latchkey.api.accounts.EndForMfaReset;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.mfa.ResetMfa;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;

/**
 * An administrator takes somebody's factors away. Accounts judges whether they may, and ends the
 * logins first: whoever is signed in by a factor that is about to go is out before it is gone.
 * Should the second half fail, a repetition does both again.
 */
final class FactorReset {

  private final Bus bus;
  private final FactorStore factors;

  FactorReset(Bus bus, FactorStore factors) {
    this.bus = bus;
    this.factors = factors;
  }

  /** Answers {@link ResetMfa}. */
  Future<Done> reset(ResetMfa request) {
    return bus.ask(new EndForMfaReset(request.caller(), request.user()))
        .compose(ended -> factors.change(request.user(), List.of(), sql -> reset(sql, request)))
        .map(Done.DONE);
  }

  private static Future<Void> reset(Sql sql, ResetMfa request) {
    return TotpStore.forget(sql, request.user())
        .compose(forgotten -> PasskeyStore.forget(sql, request.user()))
        .compose(forgotten -> FactorStore.clearGuesses(sql, request.user()))
        .compose(
            cleared ->
                EventLog.append(
                    sql, FactorEvents.by(request.caller(), request.user(), EventType.MFA_RESET)));
  }
}
