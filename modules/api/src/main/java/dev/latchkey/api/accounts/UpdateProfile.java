package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.FreshInPart;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes what the caller says of themselves; fields that are neither set nor cleared stay. Unlike
 * {@link UpdateMe}, an API token of theirs may ask it, for all but another address.
 *
 * <p>{@link Failure#LOGIN_REQUIRED} for an organisation's token, which is nobody, for whoever acts
 * as the person, and for a change of the address by any token; for {@code email} as {@link
 * AddEmail}, and {@link Failure#REAUTHENTICATION_REQUIRED}; {@link Failure#INVALID_REQUEST}, {@link
 * Failure#LOCALE_INVALID}, {@link Failure#TIME_ZONE_INVALID}.
 *
 * @param email stages a change of the primary address, which takes effect when the new one is
 *     proven, and wants a fresh proof of who the caller is; null, or the present one, for none
 */
@FreshInPart
@Requires(Permission.PROFILE_WRITE)
public record UpdateProfile(
    Caller caller, Map<ProfileField, String> set, Set<ProfileField> clear, @Nullable String email)
    implements IdempotentRequest<Me> {
  public UpdateProfile {
    set = Map.copyOf(set);
    clear = Set.copyOf(clear);
  }
}
