package dev.latchkey.invitations;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.AdmitInvitee;
import dev.latchkey.api.accounts.AdmitNewcomer;
import dev.latchkey.api.accounts.InvitationTerms;
import dev.latchkey.api.accounts.InviteeAdmitted;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.invitations.AcceptInvitation;
import dev.latchkey.api.invitations.DeclineInvitation;
import dev.latchkey.api.invitations.InvitationAccepted;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.JoinByInvitation;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.secret.LinkTokens;
import dev.latchkey.kernel.secret.Purpose;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The invited say yes or no by the token that was mailed to them. Accounts makes the member, and
 * settles the token in the same transaction; what is noted here comes after that, and follows from
 * its event should this node die in between.
 */
final class Answering {

  private static final Purpose PURPOSE = new Purpose(LinkPurpose.INVITATION.wireName());

  private final Database database;
  private final Bus bus;
  private final LinkTokens tokens;
  private final Onboarding onboarding;

  Answering(Database database, Bus bus, LinkTokens tokens, Onboarding onboarding) {
    this.database = database;
    this.bus = bus;
    this.tokens = tokens;
    this.onboarding = onboarding;
  }

  /** Answers {@link AcceptInvitation}. */
  Future<InvitationAccepted> accept(AcceptInvitation request) {
    return find(request.token())
        .map(Answering::pending)
        .compose(
            invitation -> admit(invitation, terms -> new AdmitInvitee(terms, request.caller())));
  }

  /** Answers {@link JoinByInvitation}. */
  Future<InvitationAccepted> join(JoinByInvitation request) {
    Origin origin = BoundedText.origin(request.origin());
    return find(request.token())
        .compose(
            invitation ->
                Future.succeededFuture(invitation)
                    .map(Answering::pending)
                    .compose(
                        pending ->
                            admit(
                                pending,
                                terms ->
                                    new AdmitNewcomer(
                                        terms, request.password(), request.displayName(), origin)))
                    .recover(
                        cause ->
                            Attempts.record(
                                database, invitation, "JoinByInvitation", origin, cause)));
  }

  private Future<InvitationAccepted> admit(
      Invitation invitation, Function<InvitationTerms, InternalRequest<InviteeAdmitted>> request) {
    return bus.ask(request.apply(invitation.terms()))
        .compose(
            admitted ->
                noted(invitation, admitted)
                    .otherwiseEmpty()
                    .map(new InvitationAccepted(admitted.organization(), admitted.person())));
  }

  private Future<Void> noted(Invitation invitation, InviteeAdmitted admitted) {
    return InvitationStore.accepted(database, invitation.id(), admitted.person())
        .compose(
            noted ->
                invitation.inviter().delegator() == null
                    ? Future.succeededFuture()
                    : onboarding.accepted(invitation.id()));
  }

  /** Answers {@link DeclineInvitation}. */
  Future<Done> decline(DeclineInvitation request) {
    Origin origin = BoundedText.origin(request.origin());
    return find(request.token())
        .compose(
            invitation ->
                database
                    .transaction(sql -> decline(sql, invitation.link(), origin))
                    .recover(
                        cause ->
                            Attempts.record(
                                database, invitation, "DeclineInvitation", origin, cause)));
  }

  private static Future<Done> decline(Sql sql, UUID link, Origin origin) {
    return InvitationStore.lockLink(sql, link)
        .map(Answering::known)
        .map(Answering::pending)
        .compose(
            invitation ->
                Endings.end(
                    sql,
                    List.of(invitation),
                    InvitationState.DECLINED,
                    () -> Change.byAnybody(origin, EventType.INVITATION_DECLINED)))
        .compose(
            accepted ->
                accepted.isEmpty()
                    ? Future.succeededFuture(Done.DONE)
                    : Future.failedFuture(Failure.LINK_INVALID.refusal()));
  }

  /** Which invitation a token names; {@link Failure#LINK_INVALID} for none. */
  private Future<Invitation> find(String token) {
    return tokens
        .verify(PURPOSE, token)
        .map(link -> InvitationRowStore.findLink(database, link))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .map(Answering::known);
  }

  private static Invitation known(Optional<Invitation> found) {
    return found.orElseThrow(Failure.LINK_INVALID::refusal);
  }

  private static Invitation pending(Invitation invitation) {
    if (!invitation.isPending()) {
      throw Failure.LINK_INVALID.refusal();
    }
    return invitation;
  }
}
