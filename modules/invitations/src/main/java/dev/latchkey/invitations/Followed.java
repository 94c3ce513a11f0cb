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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows what happens elsewhere: who has accepted, should the node have died before it was noted;
 * who leaves, whose invitations are cancelled; and who gets an account in another way, for whom an
 * invitation would stay as a way back in.
 */
final class Followed implements Subscription.Consumer {

  private static final Set<String> ENDINGS =
      Stream.of(
              EventType.INVITATION_CANCELLED,
              EventType.INVITATION_DECLINED,
              EventType.INVITATION_EXPIRED)
          .map(EventType::wireName)
          .collect(Collectors.toUnmodifiableSet());

  private final Onboarding onboarding;

  Followed(Onboarding onboarding) {
    this.onboarding = onboarding;
  }

  @Override
  public Future<Void> accept(Sql transaction, LoggedEvent logged) {
    Event event = logged.event();
    if (event.outcome().equals("refused")) {
      return Future.succeededFuture();
    }
    if (is(event, EventType.INVITATION_ACCEPTED)) {
      return accepted(transaction, event);
    }
    if (event.subject().kind().equals("invitation")) {
      return event.data().containsKey(InvitationEvents.DELEGATION)
          ? delegation(transaction, logged)
          : Future.succeededFuture();
    }
    return isOfOnboarding(event) ? resumed(transaction, event) : ofPeople(transaction, logged);
  }

  private static Future<Void> ofPeople(Sql transaction, LoggedEvent logged) {
    return is(logged.event(), EventType.USER_CREATED)
        ? created(transaction, logged)
        : Departure.of(logged.event())
            .map(departure -> left(transaction, departure))
            .orElseGet(Future::succeededFuture);
  }

  /** Only of one that is still pending: what has ended must not be named any more. */
  private Future<Void> delegation(Sql sql, LoggedEvent logged) {
    InvitationId id = new InvitationId(Objects.requireNonNull(logged.event().subject().id()));
    if (ENDINGS.contains(logged.event().type())) {
      return onboarding.ended(id);
    }
    return is(logged.event(), EventType.INVITATION_SENT)
        ? InvitationStore.lockPending(sql, id)
            .compose(pending -> delegated(pending, logged.personal().getString("step")))
        : Future.succeededFuture();
  }

  private Future<Void> delegated(List<Invitation> pending, @Nullable String step) {
    return pending.stream()
        .filter(each -> each.isPending() && each.inviter().delegator() != null)
        .findFirst()
        .map(
            each ->
                onboarding.delegated(
                    Objects.requireNonNull(each.inviter().delegator()),
                    each.organization(),
                    each.id(),
                    step))
        .orElseGet(Future::succeededFuture);
  }

  private static boolean isOfOnboarding(Event event) {
    return is(event, EventType.ONBOARDING_SKIPPED) || is(event, EventType.ONBOARDING_DELEGATED);
  }

  /** Whoever leaves the set-up for another reason, or to somebody else, wants it no more. */
  private static Future<Void> resumed(Sql sql, Event event) {
    return Optional.ofNullable(event.data().get("endedInvitation"))
        .map(id -> InvitationId.of(id.toString()))
        .map(id -> InvitationStore.lockPending(sql, id).compose(pending -> cancel(sql, pending)))
        .orElseGet(Future::succeededFuture);
  }

  private Future<Void> accepted(Sql sql, Event event) {
    InvitationId id = InvitationId.of(String.valueOf(event.data().get("invitation")));
    UUID person = Objects.requireNonNull(event.subject().id());
    return InvitationStore.accepted(sql, id, new PersonId(person))
        .compose(noted -> InvitationStore.isDelegation(sql, id))
        .compose(delegation -> delegation ? onboarding.accepted(id) : Future.succeededFuture());
  }

  private static Future<Void> left(Sql sql, Departure departure) {
    return InvitationStore.lockOfPerson(
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
        : InvitationStore.lockOf(sql, event.organization(), List.of(address), List.of())
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
