package dev.latchkey.sessions;

import dev.latchkey.api.events.Departure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.kernel.event.LoggedEvent;
import dev.latchkey.kernel.event.Subscription;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;

/**
 * Follows the events of people who leave. Their logins count no more since the change itself, as
 * accounts knows nothing that they may; this makes it final, whatever failed: a login is over even
 * if its person comes back, and nothing of somebody who is gone is left in it.
 */
final class Departures implements Subscription.Consumer {

  @Override
  public Future<Void> accept(Sql transaction, LoggedEvent logged) {
    return Departure.of(logged.event())
        .map(departure -> follow(transaction, departure))
        .orElseGet(Future::succeededFuture);
  }

  private static Future<Void> follow(Sql transaction, Departure departure) {
    if (departure.gone()) {
      return EndingStore.forget(transaction, departure.person());
    }
    OrganizationId organization = departure.organization();
    return organization == null
        ? Future.succeededFuture()
        : EndingStore.leave(transaction, departure.person(), organization, departure.at());
  }
}
