package dev.latchkey.invitations;

import dev.latchkey.api.accounts.DelegateOnboarding;
import dev.latchkey.api.accounts.EndDelegation;
import dev.latchkey.api.accounts.StampDelegation;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells accounts what becomes of invitations that hand a set-up over. What is told twice counts
 * once, so that it is told at once, for whoever looks next, and again by whoever follows the
 * events, should it not have been heard.
 */
final class Onboarding {

  /** The transaction of a subscription waits meanwhile (chosen, not measured). */
  private static final Duration ASKING = Duration.ofSeconds(1);

  private final Bus bus;

  Onboarding(Bus bus) {
    this.bus = bus;
  }

  /** Somebody has handed it over by an invitation that is pending. */
  Future<Void> delegated(
      PersonId delegator,
      OrganizationId organization,
      InvitationId invitation,
      @Nullable String step) {
    return ask(new DelegateOnboarding(delegator, organization, invitation, step));
  }

  /** Nobody will take it over by this invitation. */
  Future<Void> ended(InvitationId invitation) {
    return ask(new EndDelegation(invitation));
  }

  /** Somebody has taken it over. */
  Future<Void> accepted(InvitationId invitation) {
    return ask(new StampDelegation(invitation));
  }

  /** Silence and trouble fail, to be tried again; what is refused won't change by asking. */
  private Future<Void> ask(InternalRequest<?> request) {
    return bus.ask(request)
        .timeout(ASKING.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            failure ->
                failure instanceof Refusal refusal
                        && refusal.failure().kind() != Failure.Kind.UNAVAILABLE
                    ? Future.succeededFuture()
                    : Future.failedFuture(Failure.UNAVAILABLE.refusal()))
        .mapEmpty();
  }
}
