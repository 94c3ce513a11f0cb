package dev.latchkey.accounts.users;

import static java.util.stream.Collectors.toMap;

import dev.latchkey.api.events.Event;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.LoggedEvent;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

  /**
   * Never waits for a row, and who never waits is in no deadlock: a change of a name holds one
   * membership of the person and then wants the next, in whatever order. If a row is taken, the
   * whole batch comes again. A login of an earlier stay than the present one is not noted.
   */
  private static final String NOTE =
      """
      WITH opened AS (
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[])
                   AS login (organization_id, person_id, at)),
      free AS MATERIALIZED (
        SELECT organization_id, person_id, opened.at
          FROM accounts.membership m JOIN opened USING (organization_id, person_id)
         WHERE m.created_at <= opened.at
           AND (m.last_login_at IS NULL OR m.last_login_at < opened.at)
           FOR NO KEY UPDATE OF m NOWAIT)
      UPDATE accounts.membership AS m SET last_login_at = free.at
        FROM free
       WHERE m.organization_id = free.organization_id AND m.person_id = free.person_id\
      """;

  private LastLogins() {}

  /** Somebody's place in an organisation. */
  private record Seat(UUID organization, UUID person) {}

  private record Opened(Seat seat, Instant at) {}

  /** Deals with a batch of events; fails when a membership is being changed at this moment. */
  public static Future<Void> note(Sql transaction, List<LoggedEvent> events) {
    Map<Seat, Instant> last =
        events.stream()
            .flatMap(each -> opened(each.event()).stream())
            .collect(toMap(Opened::seat, Opened::at, BinaryOperator.maxBy(Instant::compareTo)));
    return last.isEmpty()
        ? Future.succeededFuture()
        : transaction.run(NOTE, columns(last)).mapEmpty();
  }

  private static Object[] columns(Map<Seat, Instant> last) {
    List<Map.Entry<Seat, Instant>> rows = List.copyOf(last.entrySet());
    return new Object[] {
      rows.stream().map(each -> each.getKey().organization()).toArray(UUID[]::new),
      rows.stream().map(each -> each.getKey().person()).toArray(UUID[]::new),
      rows.stream()
          .map(each -> each.getValue().atOffset(ZoneOffset.UTC))
          .toArray(OffsetDateTime[]::new)
    };
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
