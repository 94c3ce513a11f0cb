package dev.latchkey.invitations;

import dev.latchkey.api.events.Departure;
import dev.latchkey.api.events.Event;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.LoggedEvent;
import dev.latchkey.kernel.event.Subscription;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * Follows what happens elsewhere: who has accepted, should the node have died before it was noted;
 * who leaves, whose invitations are cancelled; and who gets an account in another way, for whom an
 * invitation would stay as a way back in.
 */
final class Followed implements Subscription.Consumer {

  @Override
  public Future<Void> accept(Sql transaction, LoggedEvent logged) {
    Event event = logged.event();
    if (event.outcome().equals("refused")) {
      return Future.succeededFuture();
    }
    if (is(event, EventType.INVITATION_ACCEPTED)) {
      return accepted(transaction, event);
    }
    return is(event, EventType.USER_CREATED)
        ? created(transaction, logged)
        : Departure.of(event)
            .map(departure -> left(transaction, departure))
            .orElseGet(Future::succeededFuture);
  }

  private static Future<Void> accepted(Sql sql, Event event) {
    UUID person = event.subject().id();
    return person == null
        ? Future.succeededFuture()
        : InvitationStore.accepted(
            sql,
            InvitationId.of(String.valueOf(event.data().get("invitation"))),
            new PersonId(person));
  }

  private static Future<Void> left(Sql sql, Departure departure) {
    return InvitationStore.lockOfInviter(
            sql, departure.person(), departure.gone() ? null : departure.organization())
        .compose(sent -> cancel(sql, sent))
        .compose(
            cancelled ->
                departure.gone()
                    ? InvitationStore.forget(sql, departure.person())
                    : Future.succeededFuture());
  }

  /** An invitation that was sent to the account afterwards is meant for it. */
  private static Future<Void> created(Sql sql, LoggedEvent logged) {
    Event event = logged.event();
    String address = logged.personal().getString("address");
    return address == null || event.organization() == null
        ? Future.succeededFuture()
        : InvitationStore.lockAddresses(sql, event.organization(), List.of(address))
            .map(
                pending ->
                    pending.stream()
                        .filter(each -> each.times().sentAt().isBefore(event.occurredAt()))
                        .toList())
            .compose(earlier -> cancel(sql, earlier));
  }

  private static Future<Void> cancel(Sql sql, List<Invitation> pending) {
    return Endings.end(
            sql,
            pending,
            InvitationState.CANCELLED,
            () -> Change.bySystem(EventType.INVITATION_CANCELLED))
        .mapEmpty();
  }

  private static boolean is(Event event, EventType type) {
    return event.type().equals(type.wireName());
  }
}
