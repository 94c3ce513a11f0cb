package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.RoleId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * As {@link CreateUser} for each of 1 to 100 people, one after the other: some may be made and
 * others not, and the answer tells of each. {@link Failure#INVALID_REQUEST} for none or too many.
 */
@Requires(Permission.USERS_MANAGE)
public record CreateUsers(Caller caller, List<Item> users) implements CallerRequest<UsersCreated> {

  /** One of them; see {@link CreateUser}. */
  public record Item(NewUser user, @Nullable String password, Set<RoleId> roleIds) {
    public Item {
      roleIds = Set.copyOf(roleIds);
    }

    @Override
    public String toString() {
      return "Item[]";
    }
  }

  public CreateUsers {
    users = List.copyOf(users);
  }
}
