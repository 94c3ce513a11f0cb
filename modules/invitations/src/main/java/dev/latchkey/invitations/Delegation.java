package dev.latchkey.invitations;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.InvitationsPrepared;
import dev.latchkey.api.accounts.PrepareInvitations;
import dev.latchkey.api.accounts.PrepareInvitations.Invitee;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.invitations.DelegateSetUp;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.rate.RateLimit;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody hands the set-up over to a colleague, who is invited as an administrator. The invitation
 * comes first and is what counts; their onboarding follows from it.
 */
final class Delegation {

  /** The built-in role admin, whose id is part of the API. */
  private static final RoleId ADMIN = RoleId.of("00000000-0000-7000-8000-000000000002");

  /** For the name of a step (chosen, not measured). */
  private static final int MOST_STEP_CHARACTERS = 64;

  /** A person's, in an hour (chosen, not measured). */
  private static final RateLimit LIMIT =
      new RateLimit("invitations.delegate", 10, Duration.ofHours(1));

  private final Database database;
  private final Once once;
  private final Bus bus;
  private final Resending resending;
  private final Onboarding onboarding;
  private final Duration lifetime;

  /** What every act stands on. */
  record Parts(Database database, Once once, Bus bus) {}

  Delegation(Parts parts, Resending resending, Onboarding onboarding, Duration lifetime) {
    this.database = parts.database();
    this.once = parts.once();
    this.bus = parts.bus();
    this.resending = resending;
    this.onboarding = onboarding;
    this.lifetime = lifetime;
  }

  /** Answers {@link DelegateSetUp}. */
  Future<InvitationView> delegate(DelegateSetUp request) {
    return once.unlessDone(
        request,
        InvitationView.class,
        () ->
            Future.succeededFuture(request)
                .map(Delegation::readable)
                .compose(
                    readable ->
                        LIMIT.take(database, readable.caller().person().value()).map(readable))
                .compose(
                    readable ->
                        prepare(readable).compose(prepared -> delegate(readable, prepared))));
  }

  /** It is noted of the person, and not of whoever acts for them. */
  private static DelegateSetUp readable(DelegateSetUp request) {
    Caller caller = request.caller();
    if (caller.token() != null || caller.impersonator() != null) {
      throw Failure.LOGIN_REQUIRED.refusal();
    }
    return new DelegateSetUp(
        caller,
        request.email(),
        InvitationMessage.of(request.message()),
        BoundedText.cut(request.stepAtDelegation(), MOST_STEP_CHARACTERS));
  }

  /** Nobody has sent a list here. */
  private Future<InvitationsPrepared> prepare(DelegateSetUp request) {
    return bus.ask(new PrepareInvitations(request.caller(), invitees(request)))
        .recover(
            cause ->
                cause instanceof Refusal refusal && refusal.failure() == Failure.ALREADY_MEMBER
                    ? Future.failedFuture(Failure.ALREADY_MEMBER.refusal())
                    : Future.failedFuture(cause));
  }

  private static List<Invitee> invitees(DelegateSetUp request) {
    return List.of(new Invitee(request.email(), Set.of(ADMIN), Set.of()));
  }

  private Future<InvitationView> delegate(DelegateSetUp request, InvitationsPrepared prepared) {
    Sender sender =
        new Sender(request.caller().person(), prepared, request.stepAtDelegation(), true);
    return once.transaction(
            request,
            InvitationView.class,
            InvitationStore.hold(prepared.organization().id()),
            sql -> delegate(sql, request, sender).map(Invitation::view))
        .compose(view -> tell(request, prepared, view));
  }

  private Future<Invitation> delegate(Sql sql, DelegateSetUp request, Sender sender) {
    Invitee invitee = sender.prepared().invitees().get(0);
    return InvitationStore.hold(sql, sender.person())
        .compose(held -> InvitationStore.lockDelegations(sql, sender.person()))
        .compose(
            earlier -> {
              Optional<Invitation> same =
                  earlier.stream().filter(each -> isSame(each, sender, invitee)).findFirst();
              List<Invitation> others =
                  earlier.stream().filter(each -> !same.equals(Optional.of(each))).toList();
              return replace(sql, request.caller(), others)
                  .compose(
                      replaced ->
                          same.map(each -> resending.renew(sql, request.caller(), each, sender))
                              .orElseGet(() -> add(sql, request, invitee, sender)));
            });
  }

  private static boolean isSame(Invitation earlier, Sender sender, Invitee invitee) {
    return earlier.organization().equals(sender.prepared().organization().id())
        && earlier.address().equalsIgnoreCase(invitee.email());
  }

  private static Future<List<Invitation>> replace(
      Sql sql, Caller caller, List<Invitation> earlier) {
    return Endings.end(
        sql,
        earlier,
        InvitationState.CANCELLED,
        () -> Change.by(caller, EventType.INVITATION_CANCELLED).with("replaced", true));
  }

  private Future<Invitation> add(Sql sql, DelegateSetUp request, Invitee invitee, Sender sender) {
    NewInvitation wanted = NewInvitation.of(invitee, request.message());
    return Sending.add(sql, request.caller(), List.of(wanted), sender, lifetime)
        .map(added -> added.get(0));
  }

  private Future<InvitationView> tell(
      DelegateSetUp request, InvitationsPrepared prepared, InvitationView view) {
    return onboarding
        .delegated(
            request.caller().person(),
            prepared.organization().id(),
            view.id(),
            request.stepAtDelegation())
        .map(view)
        .otherwise(view);
  }
}
