package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import org.jspecify.annotations.Nullable;

/**
 * The caller leaves the set-up behind. Only the first time counts as when they did; later ones may
 * give another reason, and are of the organisation that the caller acts in by then. A delegation is
 * over with it: the event names its invitation, for whoever keeps that to cancel it.
 *
 * <p>{@link Failure#INVALID_REQUEST} for {@link SkipReason#DELEGATED}, which an invitation alone
 * makes true; {@link Failure#TOO_MANY_REQUESTS} after 30 in an hour.
 *
 * @param stepAtSkip where they were, at most 64 characters; only for the record
 */
public record SkipOnboarding(Caller caller, SkipReason reason, @Nullable String stepAtSkip)
    implements IdempotentRequest<OnboardingView> {}
