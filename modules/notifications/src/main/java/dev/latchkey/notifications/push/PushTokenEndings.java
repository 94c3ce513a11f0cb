package dev.latchkey.notifications.push;

import dev.latchkey.api.events.Departure;
import dev.latchkey.api.events.Event;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.LoggedEvent;
import dev.latchkey.kernel.event.Subscription;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Follows the events of people who leave and of logins and API tokens that end. A device from which
 * somebody was signed out takes no more notices of theirs; whoever comes back registers it anew.
 */
public final class PushTokenEndings implements Subscription.Consumer {

  /** Their subjects are logins and API tokens. */
  private static final Set<String> ENDINGS =
      Set.of(
          EventType.LOGIN_ENDED.wireName(),
          EventType.TOKEN_DELETED.wireName(),
          EventType.TOKEN_ENDED.wireName());

  @Override
  public Future<Void> accept(Sql transaction, LoggedEvent logged) {
    return Departure.of(logged.event())
        .map(departure -> follow(transaction, departure))
        .or(() -> ended(logged.event()).map(it -> PushTokenStore.signOut(transaction, it)))
        .orElseGet(Future::succeededFuture);
  }

  private static Future<Void> follow(Sql transaction, Departure departure) {
    return departure.gone()
        ? PushTokenStore.forget(transaction, departure.person())
        : PushTokenStore.leave(transaction, departure.person(), departure.at());
  }

  private static Optional<UUID> ended(Event event) {
    return Optional.ofNullable(event.subject().id()).filter(id -> ENDINGS.contains(event.type()));
  }
}
