package dev.latchkey.accounts.users;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.CreateUsers;
import dev.latchkey.api.accounts.UserCreated;
import dev.latchkey.api.accounts.UsersCreated;
import io.vertx.core.Future;

/** An administrator makes accounts for many people at once. */
final class ManyUsers {

  private final UserCreation creation;

  ManyUsers(UserCreation creation) {
    this.creation = creation;
  }

  /** Answers {@link CreateUsers}. */
  Future<UsersCreated> create(CreateUsers request) {
    Caller caller = request.caller().naming(null);
    return OneByOne.each(
            request.users(),
            item ->
                creation
                    .create(new CreateUser(caller, item.user(), item.password(), item.roleIds()))
                    .map(ManyUsers::made),
            (item, code) -> new UsersCreated.Item(item.user().email(), null, null, null, code))
        .map(UsersCreated::new);
  }

  private static UsersCreated.Item made(UserCreated created) {
    String email = String.valueOf(created.user().email());
    return new UsersCreated.Item(
        email, created.user(), created.password(), created.changeBy(), null);
  }
}
