package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import java.util.Map;
import java.util.Set;

/**
 * Changes what the caller says of themselves, and nothing else that hangs on their account; fields
 * that are neither set nor cleared stay. An API token of theirs may ask it, unlike {@link
 * UpdateMe}.
 *
 * <p>{@link Failure#LOGIN_REQUIRED} for an organisation's token, which is nobody, and for whoever
 * acts as the person; {@link Failure#INVALID_REQUEST}, {@link Failure#LOCALE_INVALID}, {@link
 * Failure#TIME_ZONE_INVALID}.
 */
@Requires(Permission.PROFILE_WRITE)
public record UpdateProfile(
    Caller caller, Map<ProfileField, String> set, Set<ProfileField> clear)
    implements IdempotentRequest<Me> {
  public UpdateProfile {
    set = Map.copyOf(set);
    clear = Set.copyOf(clear);
  }
}
