package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.RoleId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a managed account in the caller's organisation and mails a proof of its address.
 *
 * <p>{@link Failure#EMAIL_INVALID}, {@link Failure#EMAIL_TAKEN} when somebody has proven the
 * address or a member of the organisation claims it, {@link Failure#USER_NAME_INVALID}, {@link
 * Failure#USER_NAME_TAKEN} for a handle that anybody has or ever had, {@link
 * Failure#PASSWORD_TOO_SHORT}, {@link Failure#PASSWORD_TOO_LONG}, {@link
 * Failure#PASSWORD_BLOCKLISTED}, {@link Failure#NOT_FOUND} for a role that is not the
 * organisation's, {@link Failure#ROLE_BEYOND_YOURS} for one that allows what the caller may not,
 * and {@link Failure#BUSY}.
 *
 * @param password null to have a temporary one made
 * @param roleIds at most 20; empty for the built-in role member
 */
@Requires(Permission.USERS_MANAGE)
public record CreateUser(
    Caller caller, NewUser user, @Nullable String password, Set<RoleId> roleIds)
    implements IdempotentRequest<UserCreated> {
  public CreateUser {
    roleIds = Set.copyOf(roleIds);
  }

  @Override
  public String toString() {
    return "CreateUser[" + caller.person() + "]";
  }
}
