package dev.latchkey.accounts.users;

import dev.latchkey.accounts.organization.OrganizationStore;
import dev.latchkey.accounts.person.ProfileStore;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AnonymizeUsers;
import dev.latchkey.api.accounts.UsersAnonymized;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;

/**
 * People are taken everything that tells of them, one after the other and each in a transaction of
 * their own.
 */
final class Anonymisation {

  private final Database database;
  private final OldLogins oldLogins;

  Anonymisation(Database database, Bus bus) {
    this.database = database;
    this.oldLogins = new OldLogins(bus);
  }

  /** Answers {@link AnonymizeUsers}. */
  Future<UsersAnonymized> anonymize(AnonymizeUsers request) {
    Caller caller = request.caller();
    return OneByOne.each(
            request.users().stream().distinct().toList(),
            user ->
                database
                    .transaction(sql -> anonymize(sql, caller, user))
                    .compose(done -> oldLogins.forgetAll(user, "user_anonymised", done))
                    .map(done -> new UsersAnonymized.Item(user, true, null)),
            (user, code) -> new UsersAnonymized.Item(user, false, code))
        .map(UsersAnonymized::new);
  }

  private static Future<Void> anonymize(Sql sql, Caller caller, PersonId user) {
    return MemberStore.lock(sql, caller, user)
        .map(member -> member.notCaller().managed().withinReach())
        .compose(member -> hereOnly(sql, member))
        .compose(
            member ->
                OrganizationStore.leaveOwnersBehind(sql, user)
                    .compose(free -> ProfileStore.forget(sql, user))
                    .compose(
                        gone -> EventLog.append(sql, member.change(EventType.USER_ANONYMISED))));
  }

  /** What is another organisation's too is not for this one to take away. */
  private static Future<Member> hereOnly(Sql sql, Member member) {
    return MemberStore.belongsElsewhere(sql, member)
        .compose(
            elsewhere ->
                elsewhere
                    ? Future.failedFuture(Failure.MEMBER_ELSEWHERE.refusal())
                    : Future.succeededFuture(member));
  }
}
