package dev.latchkey.invitations;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeInvitees;
import dev.latchkey.api.accounts.InvitationsPrepared;
import dev.latchkey.api.accounts.PrepareInvitations;
import dev.latchkey.api.accounts.PrepareInvitations.Invitee;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.api.invitations.ResendInvitation;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.once.Settlements;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Sends an invitation once more: another token counts, and whoever resends it answers for it. */
final class Resending {

  private static final Set<InvitationState> CAN_BE =
      EnumSet.of(InvitationState.PENDING, InvitationState.EXPIRED);

  private final Database database;
  private final Once once;
  private final Bus bus;
  private final InvitationsConfig config;

  Resending(Database database, Once once, Bus bus, InvitationsConfig config) {
    this.database = database;
    this.once = once;
    this.bus = bus;
    this.config = config;
  }

  /** Answers {@link ResendInvitation}. */
  Future<InvitationView> resend(ResendInvitation request) {
    return once.unlessDone(
        request,
        InvitationView.class,
        () ->
            Future.succeededFuture(request.caller())
                .map(Tenancy::of)
                .compose(
                    organization ->
                        InvitationRowStore.find(database, organization, request.invitation()))
                .map(Resending::resendable)
                .compose(invitation -> stillThere(request.caller(), invitation))
                .compose(invitation -> prepare(request, invitation))
                .compose(prepared -> resend(request, prepared)));
  }

  private static Invitation resendable(Invitation invitation) {
    if (!CAN_BE.contains(invitation.state())) {
      throw Failure.INVITATION_OVER.refusal();
    }
    return invitation;
  }

  /** An invitation to an account is over when that has another address by now. */
  private Future<Invitation> stillThere(Caller caller, Invitation invitation) {
    PersonId user = invitation.user();
    return user == null
        ? Future.succeededFuture(invitation)
        : bus.ask(new DescribeInvitees(caller, List.of(user)))
            .map(invitees -> invitees.items().get(0).email())
            .compose(
                address ->
                    address.equalsIgnoreCase(invitation.address())
                        ? Future.succeededFuture(invitation)
                        : Future.failedFuture(Failure.INVITATION_OVER.refusal()));
  }

  private Future<InvitationsPrepared> prepare(ResendInvitation request, Invitation invitation) {
    Invitee invitee =
        new Invitee(invitation.address(), invitation.gift().roleIds(), invitation.gift().teamIds());
    return bus.ask(new PrepareInvitations(request.caller(), List.of(invitee)));
  }

  private Future<InvitationView> resend(ResendInvitation request, InvitationsPrepared prepared) {
    Sender sender = Sender.of(request.caller().person(), prepared);
    return once.transaction(
        request,
        InvitationView.class,
        InvitationStore.hold(prepared.organization().id()),
        sql ->
            InvitationStore.lock(sql, prepared.organization().id(), request.invitation())
                .map(Resending::resendable)
                .compose(invitation -> renew(sql, request.caller(), invitation, sender))
                .map(Invitation::view));
  }

  /** Gives a locked invitation another token and a whole lifetime, and tells of it. */
  Future<Invitation> renew(Sql sql, Caller caller, Invitation invitation, Sender sender) {
    Duration lifetime =
        invitation.inviter().delegator() == null ? config.lifetime() : config.delegationLifetime();
    return bury(sql, invitation)
        .compose(
            buried -> InvitationStore.renew(sql, invitation.id(), Ids.next(), sender, lifetime))
        .compose(renewed -> tell(sql, caller, invitation, renewed));
  }

  /** The token that was mailed before; an expired invitation's was settled when it was found so. */
  private static Future<Void> bury(Sql sql, Invitation invitation) {
    return Settlements.settle(sql, invitation.link())
        .compose(
            settled ->
                settled || !invitation.isPending()
                    ? Future.succeededFuture()
                    : Future.failedFuture(Failure.INVITATION_OVER.refusal()));
  }

  private static Future<Invitation> tell(
      Sql sql, Caller caller, Invitation before, Invitation renewed) {
    Change change =
        InvitationEvents.given(Change.by(caller, EventType.INVITATION_RESENT), renewed)
            .with(InvitationEvents.ENDED_LINK, before.link().toString());
    return EventLog.append(sql, change).map(renewed);
  }
}
