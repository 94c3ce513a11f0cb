package dev.latchkey.api.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did it.
 *
 * @param kind {@code person}, {@code token} for an API token of an organisation, or {@code system};
 *     {@code anonymous} for a caller that was not signed in
 * @param id the person or token; null for the others
 */
public record Actor(String kind, @Nullable UUID id) {}
