package dev.latchkey.accounts.users;

import static java.util.stream.Collectors.toMap;

import dev.latchkey.accounts.users.LastLoginStore.Seat;
import dev.latchkey.api.events.Event;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.LoggedEvent;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * Notes in memberships when somebody has last signed in to act there, from the events of logins
 * that are opened there or move there. A time only ever grows, so that events may come again. It is
 * no change of the person: no version, no time of a change and no event.
 *
 * <p>Whoever acts as another person signs nobody in: their beginning is an event of another type,
 * and what they do says whom they act as.
 */
public final class LastLogins {

  private static final String ACTING_AS = "actingAs";

  private LastLogins() {}

  private record Opened(Seat seat, Instant at) {}

  /**
   * Deals with a batch of events by one statement; fails when one of the memberships is being
   * changed at this moment, for the batch to come again.
   */
  public static Future<Void> note(Sql transaction, List<LoggedEvent> events) {
    Map<Seat, Instant> last =
        events.stream()
            .flatMap(each -> opened(each.event()).stream())
            .collect(toMap(Opened::seat, Opened::at, BinaryOperator.maxBy(Instant::compareTo)));
    return last.isEmpty() ? Future.succeededFuture() : LastLoginStore.note(transaction, last);
  }

  private static Optional<Opened> opened(Event event) {
    UUID person = event.actor().id();
    return isSignIn(event) && event.organization() != null && person != null
        ? Optional.of(
            new Opened(new Seat(event.organization().value(), person), event.occurredAt()))
        : Optional.empty();
  }

  private static boolean isSignIn(Event event) {
    return Stream.of(EventType.LOGIN_STARTED, EventType.LOGIN_SWITCHED)
            .anyMatch(type -> event.type().equals(type.wireName()))
        && !event.data().containsKey(ACTING_AS);
  }
}
