package dev.latchkey.api.events;

import dev.latchkey.api.id.EventId;
import dev.latchkey.api.id.OrganizationId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as it travels. Free of personal data and of secrets.
 *
 * @param position where it stands in the log; a consumer that was away resumes after it
 * @param type such as {@code password.changed}
 * @param version of the shape of {@code data}
 * @param outcome {@code done}, or {@code refused} for an attempt that failed
 */
public record Event(
    EventId id,
    long position,
    String type,
    int version,
    Instant occurredAt,
    String outcome,
    @Nullable OrganizationId organization,
    Actor actor,
    Subject subject,
    Map<String, Object> data) {
  public Event {
    data = Map.copyOf(data);
  }
}
