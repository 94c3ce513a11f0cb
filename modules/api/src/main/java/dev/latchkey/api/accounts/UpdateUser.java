package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes a managed account of the caller's organisation; fields that are neither set nor cleared
 * stay. All of it is done, or nothing.
 *
 * <p>{@link Failure#NOT_FOUND} for somebody who is not of the organisation, {@link
 * Failure#EXTERNAL_ACCOUNT}, {@link Failure#OUTRANKED}, {@link Failure#VERSION_CONFLICT} when
 * {@code expectedVersion} is not the present one, {@link Failure#LOCALE_INVALID}, {@link
 * Failure#TIME_ZONE_INVALID}, {@link Failure#EMAIL_INVALID}, {@link Failure#EMAIL_TAKEN}, {@link
 * Failure#USER_NAME_INVALID}, {@link Failure#USER_NAME_TAKEN}, {@link Failure#NOT_YOURSELF} for the
 * caller's own address. Keeping somebody out, or letting them in again, is possible for accounts
 * that are the person's own too, and has the failures of {@link DisableUser} and {@link EnableUser}
 * besides.
 *
 * @param email replaces the primary address at once; it is unverified and gets a proof, and the old
 *     one is told
 * @param userName a new handle; the old one is never used again
 * @param expectedVersion the version that the caller has read; null to change whatever is there
 * @param disabled true to do what {@link DisableUser} does, false what {@link EnableUser} does for
 *     the roles that they have; null for neither
 */
@Requires(Permission.USERS_MANAGE)
public record UpdateUser(
    Caller caller,
    PersonId user,
    Map<ProfileField, String> set,
    Set<ProfileField> clear,
    @Nullable String email,
    @Nullable String userName,
    @Nullable Integer expectedVersion,
    @Nullable Boolean disabled)
    implements IdempotentRequest<MemberView> {
  public UpdateUser {
    set = Map.copyOf(set);
    clear = Set.copyOf(clear);
  }

  /** A change of the account and not of what it may do. */
  public UpdateUser(
      Caller caller,
      PersonId user,
      Map<ProfileField, String> set,
      Set<ProfileField> clear,
      @Nullable String email,
      @Nullable String userName,
      @Nullable Integer expectedVersion) {
    this(caller, user, set, clear, email, userName, expectedVersion, null);
  }

  /** Whether it touches the account itself. */
  public boolean changesAccount() {
    return !set.isEmpty() || !clear.isEmpty() || email != null || userName != null;
  }
}
