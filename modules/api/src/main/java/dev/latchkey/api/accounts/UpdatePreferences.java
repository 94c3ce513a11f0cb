package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.ByToken;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes how the caller likes things to be, as a merge patch does (RFC 7396): what is neither set
 * nor cleared stays, objects are merged name by name, lists are replaced. A patch that changes
 * nothing leaves the version as it is.
 *
 * <p>{@link Failure#VERSION_CONFLICT}; {@link Failure#INVALID_REQUEST} for a field that {@link
 * Preferences} does not have or a value that it does not take; {@link
 * Failure#PREFERENCES_TOO_LARGE} when there would be more than it may hold.
 *
 * @param set fields of {@link Preferences} but the version, as JSON without null
 * @param clear what goes back to its default: JSON pointers (RFC 6901), such as {@code /themeMode}
 *     or {@code /hasSeenProductIntroFor/surveys}
 * @param expectedVersion the version that the caller has read; null to change whatever is there
 */
@ByToken(Permission.ME_WRITE)
public record UpdatePreferences(
    Caller caller, Map<String, Object> set, Set<String> clear, @Nullable Integer expectedVersion)
    implements IdempotentRequest<Preferences> {
  public UpdatePreferences {
    set = Map.copyOf(set);
    clear = Set.copyOf(clear);
  }
}
