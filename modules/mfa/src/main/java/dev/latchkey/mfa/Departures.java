package dev.latchkey.mfa;

import dev.latchkey.api.events.Departure;
import dev.latchkey.kernel.event.LoggedEvent;
import dev.latchkey.kernel.event.Subscription;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;

/**
 * Follows the events of people who leave. Nothing is kept of whoever is gone for good. Whoever is
 * disabled or removed somewhere has no trusted device any more: none comes back with them.
 */
final class Departures implements Subscription.Consumer {

  @Override
  public Future<Void> accept(Sql transaction, LoggedEvent logged) {
    return Departure.of(logged.event())
        .map(departure -> follow(transaction, departure))
        .orElseGet(Future::succeededFuture);
  }

  private static Future<Void> follow(Sql transaction, Departure departure) {
    return departure.gone()
        ? FactorStore.forget(transaction, departure.person())
        : TrustedDeviceStore.distrust(transaction, departure.person(), departure.at());
  }
}
