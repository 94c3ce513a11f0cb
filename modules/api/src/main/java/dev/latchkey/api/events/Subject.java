package dev.latchkey.api.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What it was done to.
 *
 * @param kind {@code person}, {@code login}, {@code organization} …
 */
public record Subject(String kind, @Nullable UUID id) {}
