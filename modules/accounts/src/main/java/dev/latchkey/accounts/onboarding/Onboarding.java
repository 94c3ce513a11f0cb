package dev.latchkey.accounts.onboarding;

import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeOnboarding;
import dev.latchkey.api.accounts.OnboardingView;
import dev.latchkey.api.accounts.SkipOnboarding;
import dev.latchkey.api.accounts.SkipReason;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;
import java.time.Duration;

/** People leave a product's set-up behind, for now or for good. */
public final class Onboarding {

  /** For the name of a step (chosen, not measured). */
  static final int MOST_STEP_CHARACTERS = 64;

  private final Database database;
  private final Once once;

  public Onboarding(Database database, Once once) {
    this.database = database;
    this.once = once;
  }

  /** Answers {@link DescribeOnboarding}. */
  public Future<OnboardingView> describe(DescribeOnboarding request) {
    return OnboardingStore.find(database, request.caller().person());
  }

  /** Answers {@link SkipOnboarding}. */
  public Future<OnboardingView> skip(SkipOnboarding request) {
    if (request.reason() == SkipReason.DELEGATED) {
      return Future.failedFuture(
          Failure.INVALID_REQUEST.refusal("A delegation is made by inviting a colleague."));
    }
    return once.transaction(request, OnboardingView.class, sql -> skip(sql, request));
  }

  private static Future<OnboardingView> skip(Sql sql, SkipOnboarding request) {
    Caller caller = request.caller();
    return PersonStore.lock(sql, caller.person())
        .compose(person -> OnboardingStore.pause(sql, person.id()))
        .map(Onboarding::inTime)
        .compose(may -> OnboardingStore.find(sql, caller.person()))
        .compose(
            before ->
                OnboardingStore.skip(sql, caller.person(), request.reason(), caller.organization())
                    .compose(after -> told(sql, request, before, after)));
  }

  private static Duration inTime(Duration wait) {
    if (!wait.isZero()) {
      throw Failure.TOO_MANY_REQUESTS.refusal().retryAfter(wait);
    }
    return wait;
  }

  /**
   * Whoever keeps the invitation of a delegation that is over follows the event, and cancels it.
   */
  private static Future<OnboardingView> told(
      Sql sql, SkipOnboarding request, OnboardingView before, OnboardingView after) {
    if (before.equals(after)) {
      return Future.succeededFuture(after);
    }
    Change change =
        Change.by(request.caller(), EventType.ONBOARDING_SKIPPED)
            .about("person", request.caller().person().value())
            .with("reason", after.reason())
            .with("endedInvitation", Delegations.pending(before))
            .personal("step", BoundedText.cut(request.stepAtSkip(), MOST_STEP_CHARACTERS));
    return EventLog.append(sql, change).map(after);
  }
}
