package dev.latchkey.invitations;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeInvitees;
import dev.latchkey.api.accounts.InvitationsPrepared;
import dev.latchkey.api.accounts.PrepareInvitations;
import dev.latchkey.api.accounts.PrepareInvitations.Invitee;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.invitations.InvitationList;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.InviteUsers;
import dev.latchkey.api.invitations.SendInvitations;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Invites people. Accounts judges whether the caller may; then all are invited, or none. */
final class Sending {

  /** How many may be pending in one organisation (chosen, not measured). */
  static final int MOST_PENDING = 1000;

  private final Once once;
  private final Bus bus;
  private final Duration lifetime;

  Sending(Once once, Bus bus, Duration lifetime) {
    this.once = once;
    this.bus = bus;
    this.lifetime = lifetime;
  }

  /** Answers {@link SendInvitations}. */
  Future<InvitationList> send(SendInvitations request) {
    return once.unlessDone(
        request,
        InvitationList.class,
        () ->
            Future.succeededFuture(request)
                .map(Sending::readable)
                .compose(
                    readable ->
                        bus.ask(new PrepareInvitations(request.caller(), invitees(readable)))
                            .compose(prepared -> send(readable, prepared))));
  }

  private static SendInvitations readable(SendInvitations request) {
    return new SendInvitations(
        request.caller(),
        request.invitations().stream()
            .map(
                each ->
                    new SendInvitations.Item(
                        each.email(),
                        each.roleIds(),
                        each.teamIds(),
                        InvitationMessage.of(each.message())))
            .toList());
  }

  private static List<Invitee> invitees(SendInvitations request) {
    return request.invitations().stream()
        .map(each -> new Invitee(each.email(), each.roleIds(), each.teamIds()))
        .toList();
  }

  private Future<InvitationList> send(SendInvitations request, InvitationsPrepared prepared) {
    List<NewInvitation> wanted = new ArrayList<>();
    for (int place = 0; place < prepared.invitees().size(); place++) {
      wanted.add(
          NewInvitation.of(
              prepared.invitees().get(place), request.invitations().get(place).message()));
    }
    return send(request, prepared, wanted);
  }

  /** Answers {@link InviteUsers}. */
  Future<InvitationList> inviteUsers(InviteUsers request) {
    return once.unlessDone(
        request,
        InvitationList.class,
        () ->
            bus.ask(new DescribeInvitees(request.caller(), request.users()))
                .compose(known -> bus.ask(new PrepareInvitations(request.caller(), known.items())))
                .compose(prepared -> inviteUsers(request, prepared)));
  }

  private Future<InvitationList> inviteUsers(InviteUsers request, InvitationsPrepared prepared) {
    List<NewInvitation> wanted = new ArrayList<>();
    for (int place = 0; place < prepared.invitees().size(); place++) {
      wanted.add(NewInvitation.to(request.users().get(place), prepared.invitees().get(place)));
    }
    return send(request, prepared, wanted);
  }

  private Future<InvitationList> send(
      IdempotentRequest<InvitationList> request,
      InvitationsPrepared prepared,
      List<NewInvitation> wanted) {
    Sender sender = Sender.of(request.caller().person(), prepared);
    return once.transaction(
        request,
        InvitationList.class,
        InvitationStore.hold(prepared.organization().id()),
        sql ->
            add(sql, request.caller(), wanted, sender, lifetime)
                .map(added -> new InvitationList(added.stream().map(Invitation::view).toList())));
  }

  /** Adds invitations in place of those to the same addresses, and tells of them. */
  static Future<List<Invitation>> add(
      Sql sql, Caller caller, List<NewInvitation> wanted, Sender sender, Duration lifetime) {
    OrganizationId organization = sender.prepared().organization().id();
    List<String> addresses = wanted.stream().map(each -> each.invitee().email()).toList();
    List<PersonId> users =
        wanted.stream().map(NewInvitation::user).filter(Objects::nonNull).toList();
    return InvitationStore.lockOf(sql, organization, addresses, users)
        .compose(earlier -> replace(sql, caller, earlier))
        .compose(replaced -> InvitationStore.countPending(sql, organization))
        .compose(pending -> bounded(pending + wanted.size()))
        .compose(room -> InvitationStore.add(sql, wanted, sender, lifetime))
        .compose(added -> tell(sql, caller, added, sender));
  }

  private static Future<Void> replace(Sql sql, Caller caller, List<Invitation> earlier) {
    return Endings.end(
            sql,
            earlier,
            InvitationState.CANCELLED,
            () -> Change.by(caller, EventType.INVITATION_CANCELLED).with("replaced", true))
        .compose(
            accepted ->
                accepted.isEmpty()
                    ? Future.succeededFuture()
                    : Future.failedFuture(Failure.ALREADY_MEMBER.refusal()));
  }

  private static Future<Void> bounded(long pending) {
    return pending <= MOST_PENDING
        ? Future.succeededFuture()
        : Future.failedFuture(Failure.TOO_MANY_INVITATIONS.refusal());
  }

  private static Future<List<Invitation>> tell(
      Sql sql, Caller caller, List<Invitation> added, Sender sender) {
    List<Change> changes =
        added.stream()
            .map(
                each ->
                    InvitationEvents.given(Change.by(caller, EventType.INVITATION_SENT), each)
                        .personal("step", sender.step()))
            .toList();
    return EventLog.appendAll(sql, changes).map(added);
  }
}
