package dev.latchkey.accounts.users;

import dev.latchkey.accounts.password.PasswordStore;
import dev.latchkey.accounts.preference.PreferenceStore;
import dev.latchkey.api.accounts.ResetUser;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;

/**
 * An administrator lifts the lock that wrong passwords have put on a managed account, and returns
 * the person's preferences to their defaults.
 */
final class UserUnlocking {

  private final Administration administration;

  UserUnlocking(Administration administration) {
    this.administration = administration;
  }

  /** Answers {@link ResetUser}. Not for oneself: it would give whoever guesses endless tries. */
  Future<Done> unlock(ResetUser request) {
    return administration.change(
        request,
        Done.class,
        request.user(),
        (sql, member) -> unlock(sql, member.notCaller().managed().withinReach()).map(Done.DONE));
  }

  private static Future<Void> unlock(Sql sql, Member member) {
    return PasswordStore.forgetGuesses(sql, member.id())
        .compose(cleared -> PreferenceStore.reset(sql, member.id()))
        .compose(
            reset ->
                EventLog.append(
                    sql, member.change(EventType.USER_UNLOCKED).with("preferencesReset", reset)));
  }
}
