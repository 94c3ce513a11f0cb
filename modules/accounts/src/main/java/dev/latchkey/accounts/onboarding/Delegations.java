package dev.latchkey.accounts.onboarding;

import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.DelegateOnboarding;
import dev.latchkey.api.accounts.EndDelegation;
import dev.latchkey.api.accounts.OnboardingView;
import dev.latchkey.api.accounts.StampDelegation;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** People leave the set-up to a colleague, as whoever keeps the invitations tells. */
public final class Delegations {

  private final Database database;

  public Delegations(Database database) {
    this.database = database;
  }

  /** Answers {@link DelegateOnboarding}. */
  public Future<OnboardingView> delegate(DelegateOnboarding request) {
    return database.transaction(
        sql ->
            PersonStore.lock(sql, request.person())
                .compose(person -> OnboardingStore.find(sql, person.id()))
                .compose(
                    before ->
                        request.invitation().equals(before.delegatedTo())
                            ? Future.succeededFuture(before)
                            : delegate(sql, request, before)));
  }

  private static Future<OnboardingView> delegate(
      Sql sql, DelegateOnboarding request, OnboardingView before) {
    Change change =
        Change.by(request.person().value(), Origin.SYSTEM, EventType.ONBOARDING_DELEGATED)
            .in(request.organization().value())
            .about("person", request.person().value())
            .with("invitation", request.invitation().toString())
            .with("endedInvitation", pending(before))
            .personal("step", BoundedText.cut(request.step(), Onboarding.MOST_STEP_CHARACTERS));
    return OnboardingStore.delegate(
            sql, request.person(), request.organization(), request.invitation())
        .compose(after -> EventLog.append(sql, change).map(after));
  }

  /** The invitation of a delegation that was not accepted; null without one. */
  static @Nullable String pending(OnboardingView onboarding) {
    InvitationId invitation = onboarding.delegatedTo();
    return invitation == null || onboarding.delegationAcceptedAt() != null
        ? null
        : invitation.toString();
  }

  /** Answers {@link EndDelegation}. */
  public Future<Done> end(EndDelegation request) {
    return database
        .transaction(
            sql ->
                OnboardingStore.end(sql, request.invitation())
                    .compose(
                        delegator ->
                            tell(
                                sql,
                                delegator,
                                EventType.ONBOARDING_RESUMED,
                                request.invitation())))
        .map(Done.DONE);
  }

  /** Answers {@link StampDelegation}. */
  public Future<Done> stamp(StampDelegation request) {
    return database
        .transaction(
            sql ->
                OnboardingStore.stamp(sql, request.invitation())
                    .compose(
                        delegator ->
                            tell(
                                sql,
                                delegator,
                                EventType.ONBOARDING_DELEGATION_ACCEPTED,
                                request.invitation())))
        .map(Done.DONE);
  }

  private static Future<Void> tell(
      Sql sql,
      Optional<OnboardingStore.Delegator> delegator,
      EventType type,
      InvitationId invitation) {
    return delegator
        .map(
            who ->
                EventLog.append(
                    sql,
                    Change.bySystem(type)
                        .in(who.organization())
                        .about("person", who.person())
                        .with("invitation", invitation.toString())))
        .orElseGet(Future::succeededFuture);
  }
}
