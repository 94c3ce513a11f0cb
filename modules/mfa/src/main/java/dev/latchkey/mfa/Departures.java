package dev.latchkey.mfa;

import dev.latchkey.api.events.Event;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.LoggedEvent;
import dev.latchkey.kernel.event.Subscription;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.UUID;

/**
 * Follows the events of people who leave. Nothing is kept of whoever is gone for good. Whoever is
 * disabled or removed somewhere has no trusted device any more: none comes back with them.
 */
final class Departures implements Subscription.Consumer {

  private static final String ACCOUNT_GONE = "accountGone";

  @Override
  public Future<Void> accept(Sql transaction, LoggedEvent logged) {
    Event event = logged.event();
    UUID person = event.subject().id();
    if (person == null || !event.subject().kind().equals("person")) {
      return Future.succeededFuture();
    }
    if (isGone(event)) {
      return FactorStore.forget(transaction, new PersonId(person));
    }
    return hasLeft(event)
        ? TrustedDeviceStore.distrust(transaction, new PersonId(person), event.occurredAt())
        : Future.succeededFuture();
  }

  private static boolean isGone(Event event) {
    return is(event, EventType.USER_ANONYMISED)
        || is(event, EventType.PERSON_CLOSED)
        || is(event, EventType.USER_REMOVED) && Boolean.TRUE.equals(event.data().get(ACCOUNT_GONE));
  }

  private static boolean hasLeft(Event event) {
    return is(event, EventType.USER_REMOVED) || is(event, EventType.USER_DISABLED);
  }

  private static boolean is(Event event, EventType type) {
    return event.type().equals(type.wireName());
  }
}
