package dev.latchkey.invitations;

import dev.latchkey.api.events.EventType;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.once.Settlements;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;

/**
 * What time does to invitations: they are reminded of, expire, and are forgotten. Any number of
 * nodes at once: each takes what the others do not hold.
 */
final class Timekeeping {

  /** Invitations per transaction, and transactions per run (chosen, not measured). */
  private static final int BATCH = 100;

  private static final int MAX_BATCHES = 50;

  private final Database database;

  Timekeeping(Database database) {
    this.database = database;
  }

  /** Reminds of what is about to expire and ends what has, as far as one run goes. */
  Future<Void> run() {
    return repeat(MAX_BATCHES, Timekeeping::expire)
        .compose(expired -> repeat(MAX_BATCHES, Timekeeping::remind));
  }

  /** Forgets what ended long ago. */
  Future<Void> purge() {
    return InvitationStore.purge(database).compose(purged -> Settlements.purge(database));
  }

  private interface Batch {
    /** Answers how many it took. */
    Future<Integer> take(Sql sql);
  }

  private Future<Void> repeat(int batches, Batch batch) {
    return database
        .transaction(batch::take)
        .compose(
            taken ->
                taken == BATCH && batches > 1
                    ? repeat(batches - 1, batch)
                    : Future.succeededFuture());
  }

  private static Future<Integer> expire(Sql sql) {
    return InvitationStore.lockLate(sql, BATCH)
        .compose(
            late ->
                Endings.end(
                        sql,
                        late,
                        InvitationState.EXPIRED,
                        () -> Change.bySystem(EventType.INVITATION_EXPIRED))
                    .map(accepted -> late.size()));
  }

  private static Future<Integer> remind(Sql sql) {
    return InvitationStore.remind(sql, BATCH)
        .compose(
            due ->
                EventLog.appendAll(sql, due.stream().map(Timekeeping::reminder).toList())
                    .map(due.size()));
  }

  private static Change reminder(Invitation invitation) {
    return InvitationEvents.mailed(Change.bySystem(EventType.INVITATION_REMINDED), invitation);
  }
}
