package dev.latchkey.accounts.list;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param marker where the next page starts; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String marker) {}
