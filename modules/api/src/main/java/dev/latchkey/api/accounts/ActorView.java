package dev.latchkey.api.accounts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did it.
 *
 * @param kind {@code person}, {@code token}, {@code system}, or {@code anonymous} for somebody who
 *     was not signed in
 * @param id the person or token; null for the others
 * @param name how the person is called, while they belong to the organisation
 */
public record ActorView(String kind, @Nullable UUID id, @Nullable String name) {}
