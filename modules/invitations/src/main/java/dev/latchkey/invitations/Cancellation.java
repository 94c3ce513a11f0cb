package dev.latchkey.invitations;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeMemberAddresses;
import dev.latchkey.api.accounts.MemberAddresses;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.invitations.CancelInvitation;
import dev.latchkey.api.invitations.CancelUserInvitations;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes invitations back: their tokens are dead at the commit. */
final class Cancellation {

  private final Once once;
  private final Bus bus;
  private final Onboarding onboarding;

  Cancellation(Once once, Bus bus, Onboarding onboarding) {
    this.once = once;
    this.bus = bus;
    this.onboarding = onboarding;
  }

  /** Answers {@link CancelInvitation}. */
  Future<Done> cancel(CancelInvitation request) {
    AtomicBoolean delegation = new AtomicBoolean();
    return once.transaction(request, Done.class, sql -> cancel(sql, request, delegation))
        .compose(
            done ->
                delegation.get()
                    ? onboarding.ended(request.invitation()).map(done).otherwise(done)
                    : Future.succeededFuture(done));
  }

  private static Future<Done> cancel(Sql sql, CancelInvitation request, AtomicBoolean delegation) {
    Caller caller = request.caller();
    return InvitationStore.lock(sql, Tenancy.of(caller), request.invitation())
        .onSuccess(locked -> delegation.set(locked.inviter().delegator() != null))
        .map(invitation -> invitation.isPending() ? List.of(invitation) : List.<Invitation>of())
        .compose(
            pending ->
                pending.isEmpty()
                    ? Future.succeededFuture(false)
                    : end(sql, caller, pending).map(List::isEmpty))
        .compose(Cancellation::orOver);
  }

  private static Future<Done> orOver(boolean cancelled) {
    return cancelled
        ? Future.succeededFuture(Done.DONE)
        : Future.failedFuture(Failure.INVITATION_OVER.refusal());
  }

  private static Future<List<Invitation>> end(Sql sql, Caller caller, List<Invitation> locked) {
    return Endings.end(
        sql,
        locked,
        InvitationState.CANCELLED,
        () -> Change.by(caller, EventType.INVITATION_CANCELLED));
  }

  /** Answers {@link CancelUserInvitations}. */
  Future<Done> cancelAll(CancelUserInvitations request) {
    return once.unlessDone(
        request,
        Done.class,
        () ->
            bus.ask(new DescribeMemberAddresses(request.caller(), request.user()))
                .compose(known -> cancelAll(request, known)));
  }

  /** Whichever is being accepted at this moment is no pending one any more. */
  private Future<Done> cancelAll(CancelUserInvitations request, MemberAddresses known) {
    Caller caller = request.caller();
    return once.transaction(
        request,
        Done.class,
        sql ->
            InvitationStore.lockOf(
                    sql, Tenancy.of(caller), known.addresses(), List.of(request.user()))
                .compose(pending -> end(sql, caller, pending))
                .map(Done.DONE));
  }
}
