package dev.latchkey.api.accounts;

import dev.latchkey.api.events.Subject;
import dev.latchkey.api.id.EventId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as the audit trail shows it.
 *
 * @param type such as {@code password.changed}
 * @param version of the shape of {@code data}
 * @param outcome {@code done}, or {@code refused} for an attempt that failed
 * @param ipAddress where it came from; null when that is not known, or its person is anonymised
 * @param userAgent as {@code ipAddress}
 * @param data what else is known, free of personal data
 */
public record EventView(
    EventId id,
    String type,
    int version,
    Instant occurredAt,
    String outcome,
    ActorView actor,
    Subject subject,
    @Nullable String ipAddress,
    @Nullable String userAgent,
    Map<String, Object> data) {
  public EventView {
    data = Map.copyOf(data);
  }
}
