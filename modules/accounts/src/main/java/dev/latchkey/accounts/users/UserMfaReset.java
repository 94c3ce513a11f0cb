package dev.latchkey.accounts.users;

import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.accounts.EndForMfaReset;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;

/** Accounts' half of a reset of second factors: who may, and the end of every login. */
final class UserMfaReset {

  private static final String REASON = "mfa_reset";

  private final Database database;
  private final OldLogins oldLogins;

  UserMfaReset(Database database, Bus bus) {
    this.database = database;
    this.oldLogins = new OldLogins(bus);
  }

  /** Answers {@link EndForMfaReset}. */
  Future<Done> end(EndForMfaReset request) {
    return database
        .transaction(
            sql ->
                MemberStore.lock(sql, request.caller(), request.user())
                    .map(member -> member.notCaller().managed().withinReach())
                    .compose(member -> end(sql, member)))
        .compose(ended -> oldLogins.forgetAll(request.user(), REASON, Done.DONE));
  }

  private static Future<Void> end(Sql sql, Member member) {
    return PersonStore.endLogins(sql, member.id(), null)
        .compose(
            ended ->
                EventLog.append(
                    sql, member.change(EventType.USER_LOGINS_ENDED).with("reason", REASON)));
  }
}
