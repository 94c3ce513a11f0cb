package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
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
 * caller's own address. Keeping somebody out, letting them in again and replacing their roles is
 * possible for accounts that are the person's own too. The first two have the failures of {@link
 * DisableUser} and {@link EnableUser} besides; replacing the roles, those of {@link AssignRoles}.
 *
 * @param email replaces the primary address at once; it is unverified and gets a proof, and the old
 *     one is told
 * @param userName a new handle; the old one is never used again
 * @param expectedVersion the version that the caller has read; null to change whatever is there
 * @param disabled true to do what {@link DisableUser} does, false what {@link EnableUser} does for
 *     the roles that they have; null for neither
 * @param roleIds 1 to 20 roles instead of those that they have, as {@link AssignRoles} gives them;
 *     null to leave them
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
    @Nullable Boolean disabled,
    @Nullable Set<RoleId> roleIds)
    implements IdempotentRequest<MemberView> {
  public UpdateUser {
    set = Map.copyOf(set);
    clear = Set.copyOf(clear);
    roleIds = roleIds == null ? null : Set.copyOf(roleIds);
  }

  /** A change that leaves the roles. */
  public UpdateUser(
      Caller caller,
      PersonId user,
      Map<ProfileField, String> set,
      Set<ProfileField> clear,
      @Nullable String email,
      @Nullable String userName,
      @Nullable Integer expectedVersion,
      @Nullable Boolean disabled) {
    this(caller, user, set, clear, email, userName, expectedVersion, disabled, null);
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
    this(caller, user, set, clear, email, userName, expectedVersion, null, null);
  }

  /** Whether it touches the account itself. */
  public boolean changesAccount() {
    return !set.isEmpty() || !clear.isEmpty() || email != null || userName != null;
  }
}
