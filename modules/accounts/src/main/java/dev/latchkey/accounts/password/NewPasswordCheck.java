package dev.latchkey.accounts.password;

import dev.latchkey.api.accounts.CheckNewPassword;
import dev.latchkey.api.bus.Done;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;

/** Holds a password against the policy, for somebody who has not set it yet. */
public final class NewPasswordCheck {

  private final Database database;
  private final PasswordPolicy policy;

  public NewPasswordCheck(Database database, PasswordPolicy policy) {
    this.database = database;
    this.policy = policy;
  }

  /** Answers {@link CheckNewPassword}. */
  public Future<Done> check(CheckNewPassword request) {
    return PasswordStore.context(database, request.person())
        .compose(context -> policy.check(request.newPassword(), context))
        .map(Done.DONE);
  }
}
