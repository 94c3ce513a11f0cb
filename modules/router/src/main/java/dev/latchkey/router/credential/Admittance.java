package dev.latchkey.router.credential;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.events.RecordRefusal;
import dev.latchkey.kernel.bus.Demand;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Who may ask what is known before the module is asked that would refuse the others. */
public final class Admittance {

  /** How long an answer waits for its record, and then goes without (chosen, not measured). */
  private static final Duration RECORD_PATIENCE = Duration.ofSeconds(1);

  private Admittance() {}

  /**
   * Succeeds when this caller may ask, and fails with why they may not. The module is not asked
   * then, so that the attempt is put on record from here.
   */
  public static Future<Void> of(Bus bus, Demand demand, Caller caller) {
    return demand
        .refusal(caller)
        .map(refusal -> recorded(bus, demand, caller, refusal))
        .orElseGet(Future::succeededFuture);
  }

  private static Future<Void> recorded(Bus bus, Demand demand, Caller caller, Refusal refusal) {
    return bus.ask(new RecordRefusal(caller, demand.request(), refusal.failure()))
        .timeout(RECORD_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .transform(recorded -> Future.failedFuture(refusal));
  }
}
