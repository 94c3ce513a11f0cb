package dev.latchkey.invitations;

import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.once.Settlements;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Ends invitations that are locked, unless somebody is just accepting them. */
final class Endings {

  private Endings() {}

  /**
   * Ends those that nobody has accepted, and tells of each; answers the others, whose acceptance is
   * on record and will be noted.
   *
   * @param change what each is told by
   */
  static Future<List<Invitation>> end(
      Sql sql, List<Invitation> locked, InvitationState state, Supplier<Change> change) {
    if (locked.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return Settlements.settle(sql, locked.stream().map(Invitation::link).toList())
        .compose(settled -> end(sql, settled, locked, state, change));
  }

  private static Future<List<Invitation>> end(
      Sql sql,
      Set<UUID> settled,
      List<Invitation> locked,
      InvitationState state,
      Supplier<Change> change) {
    List<Invitation> ended = locked.stream().filter(each -> settled.contains(each.link())).toList();
    List<Change> changes =
        ended.stream().map(each -> InvitationEvents.ended(change.get(), each)).toList();
    return InvitationStore.end(sql, ended, state)
        .compose(noted -> EventLog.appendAll(sql, changes))
        .map(told -> locked.stream().filter(each -> !settled.contains(each.link())).toList());
  }
}
