package dev.latchkey.accounts.users;

import dev.latchkey.accounts.link.LinkStore;
import dev.latchkey.accounts.password.PasswordChange;
import dev.latchkey.accounts.password.PasswordCheck;
import dev.latchkey.accounts.password.PasswordPolicy;
import dev.latchkey.accounts.password.PasswordStore;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.ChangeUserPassword;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;

/**
 * Somebody sets their own password, or an administrator that of a managed account; either has to
 * know their own.
 */
final class UserPasswordChange {

  /** What a new password goes through. */
  record Rules(PasswordCheck check, PasswordPolicy policy, PasswordHasher hasher) {}

  private final Database database;
  private final Once once;
  private final Rules rules;
  private final PasswordChange own;
  private final Administration administration;
  private final OldLogins oldLogins;

  UserPasswordChange(
      Database database, Once once, Rules rules, Administration administration, Bus bus) {
    this.database = database;
    this.once = once;
    this.rules = rules;
    this.own =
        new PasswordChange(
            new PasswordChange.Parts(database, once, rules.check()),
            rules.policy(),
            rules.hasher(),
            bus);
    this.administration = administration;
    this.oldLogins = new OldLogins(bus);
  }

  /** Answers {@link ChangeUserPassword}. */
  Future<Done> change(ChangeUserPassword request) {
    if (request.user().equals(request.caller().person())) {
      return own.change(
          new ChangePassword(
              request.caller(), request.currentPassword(), request.newPassword(), true));
    }
    return request.caller().may(Permission.USERS_MANAGE)
        ? once.unlessDone(request, Done.class, () -> checkAndChange(request))
        : Future.failedFuture(Failure.FORBIDDEN.refusal());
  }

  private Future<Done> checkAndChange(ChangeUserPassword request) {
    return rules
        .check()
        .confirm(request.caller(), request.currentPassword(), Failure.WRONG_PASSWORD)
        .compose(confirmed -> PasswordStore.context(database, request.user()))
        .compose(context -> rules.policy().check(request.newPassword(), context))
        .compose(accepted -> rules.hasher().hash(request.newPassword()))
        .compose(
            hash ->
                administration.change(
                    request,
                    Done.class,
                    request.user(),
                    (sql, member) -> set(sql, member.managed().withinReach(), hash).map(Done.DONE)))
        .compose(done -> oldLogins.forgetAll(request.user(), "password_changed", done));
  }

  private static Future<Void> set(Sql sql, Member member, String hash) {
    return PasswordStore.set(sql, member.id(), hash)
        .compose(set -> PersonStore.endLogins(sql, member.id(), null))
        .compose(ended -> LinkStore.withdraw(sql, member.id(), null))
        .compose(withdrawn -> PasswordStore.forgetGuesses(sql, member.id()))
        .compose(
            cleared ->
                EventLog.append(
                    sql,
                    member
                        .person()
                        .notify(member.change(EventType.PASSWORD_CHANGED))
                        .with("endedOtherLogins", true)));
  }
}
