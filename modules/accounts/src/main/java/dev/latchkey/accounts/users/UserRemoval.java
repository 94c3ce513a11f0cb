package dev.latchkey.accounts.users;

import dev.latchkey.accounts.organization.OrganizationStore;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.accounts.person.ProfileStore;
import dev.latchkey.api.accounts.AccountType;
import dev.latchkey.api.accounts.RemoveUser;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;

/** An administrator takes somebody out of the organisation. */
final class UserRemoval {

  private final Administration administration;
  private final OldLogins oldLogins;

  UserRemoval(Administration administration, Bus bus) {
    this.administration = administration;
    this.oldLogins = new OldLogins(bus);
  }

  /** Answers {@link RemoveUser}. */
  Future<Done> remove(RemoveUser request) {
    return administration
        .change(
            request,
            Done.class,
            request.user(),
            (sql, member) ->
                remove(sql, member.notCaller().withinReach().inVersion(request.expectedVersion()))
                    .map(Done.DONE))
        .compose(done -> oldLogins.forget(request.caller(), request.user(), "user_removed", done));
  }

  private static Future<Void> remove(Sql sql, Member member) {
    return MemberStore.belongsElsewhere(sql, member)
        .map(elsewhere -> !elsewhere && member.facts().type() == AccountType.MANAGED)
        .compose(
            gone ->
                (gone ? forget(sql, member) : leave(sql, member))
                    .compose(
                        done ->
                            EventLog.append(
                                sql,
                                member
                                    .announced(EventType.USER_REMOVED)
                                    .with("accountGone", gone))));
  }

  private static Future<Void> forget(Sql sql, Member member) {
    return OrganizationStore.leaveOwnersBehind(sql, member.id())
        .compose(free -> ProfileStore.forget(sql, member.id()));
  }

  private static Future<Void> leave(Sql sql, Member member) {
    return Administration.leaveOwnerBehind(sql, member)
        .compose(free -> MemberStore.remove(sql, member))
        .compose(removed -> PersonStore.touch(sql, member.id()));
  }
}
