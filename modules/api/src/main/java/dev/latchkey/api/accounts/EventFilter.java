package dev.latchkey.api.accounts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted: those that meet every part that is not null.
 *
 * @param actor the id of the person or token that did it
 * @param subject the id of what it was done to
 * @param type exactly, such as {@code password.changed}
 * @param from not before
 * @param to before
 */
public record EventFilter(
    @Nullable UUID actor,
    @Nullable UUID subject,
    @Nullable String type,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** Every event. */
  public static final EventFilter ALL = new EventFilter(null, null, null, null, null);
}
