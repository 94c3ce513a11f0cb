package dev.latchkey.api.events;

import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells of somebody who leaves: whoever keeps something of people follows these.
 *
 * @param organization the one that they have left, or are kept out of; null for one who closed
 *     their account
 * @param gone whether there is no such person any more, so that nothing may be kept that tells of
 *     them
 */
public record Departure(
    PersonId person, @Nullable OrganizationId organization, Instant at, boolean gone) {

  private static final String ACCOUNT_GONE = "accountGone";

  /** Empty for an event of another kind. */
  public static Optional<Departure> of(Event event) {
    UUID person = event.subject().id();
    boolean gone = isGone(event);
    return person != null && event.subject().kind().equals("person") && (gone || hasLeft(event))
        ? Optional.of(
            new Departure(new PersonId(person), event.organization(), event.occurredAt(), gone))
        : Optional.empty();
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
