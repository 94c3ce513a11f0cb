package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.ByToken;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.FreshInPart;
import dev.latchkey.api.bus.IdempotentRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes the caller's profile; fields that are neither set nor cleared stay.
 *
 * <p>{@link Failure#VERSION_CONFLICT} when {@code expectedVersion} is not the present one, {@link
 * Failure#LOCALE_INVALID}, {@link Failure#TIME_ZONE_INVALID}; for {@code email} as {@link
 * AddEmail}. {@link Failure#LOGIN_REQUIRED} when a token asks for what is sensitive.
 *
 * @param email stages a change of the primary address, which takes effect when the new one is
 *     proven
 * @param impersonationAllowed whether somebody of an organisation that allows it too may act as the
 *     caller; null to leave it. Allowing it wants a fresh proof of who they are
 * @param expectedVersion the version that the caller has read; null to change whatever is there
 */
@FreshInPart
@ByToken(Permission.ME_WRITE)
public record UpdateMe(
    Caller caller,
    Map<ProfileField, String> set,
    Set<ProfileField> clear,
    @Nullable String email,
    @Nullable Boolean impersonationAllowed,
    @Nullable Integer expectedVersion)
    implements IdempotentRequest<Me> {
  public UpdateMe {
    set = Map.copyOf(set);
    clear = Set.copyOf(clear);
  }

  /** A change of the profile and nothing else that hangs on it. */
  public UpdateMe(
      Caller caller,
      Map<ProfileField, String> set,
      Set<ProfileField> clear,
      @Nullable String email,
      @Nullable Integer expectedVersion) {
    this(caller, set, clear, email, null, expectedVersion);
  }

  /** Whether it asks for something that wants a fresh proof of who the caller is. */
  public boolean isSensitive() {
    return email != null || Boolean.TRUE.equals(impersonationAllowed);
  }
}
