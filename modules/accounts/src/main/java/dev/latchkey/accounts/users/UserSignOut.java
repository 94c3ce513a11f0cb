package dev.latchkey.accounts.users;

import dev.latchkey.api.accounts.EndUserLogins;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;

/**
 * An administrator ends all that somebody has signed in with in the organisation. Every login and
 * API token names the stay in the organisation that it was made in; this begins another one.
 */
final class UserSignOut {

  private final Administration administration;
  private final OldLogins oldLogins;

  UserSignOut(Administration administration, Bus bus) {
    this.administration = administration;
    this.oldLogins = new OldLogins(bus);
  }

  /** Answers {@link EndUserLogins}. */
  Future<Done> end(EndUserLogins request) {
    return administration
        .change(
            request,
            Done.class,
            request.user(),
            (sql, member) -> end(sql, member.withinReach()).map(Done.DONE))
        .compose(
            done ->
                oldLogins.forget(request.caller(), request.user(), "ended_by_administrator", done));
  }

  private static Future<Void> end(Sql sql, Member member) {
    return MemberStore.admitAnew(sql, member)
        .compose(ended -> EventLog.append(sql, member.change(EventType.USER_LOGINS_ENDED)));
  }
}
