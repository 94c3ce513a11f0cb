package dev.latchkey.api.accounts;

import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.OrganizationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a person has left a product's set-up behind. All of it is null for who has not.
 *
 * @param skippedAt when they did so first
 * @param organizationId where they acted when they last did; null without one
 * @param delegatedTo the invitation of the colleague who was asked to; only with {@link
 *     SkipReason#DELEGATED}
 * @param delegationAcceptedAt when that colleague accepted; null as long as they have not
 */
public record OnboardingView(
    @Nullable Instant skippedAt,
    @Nullable SkipReason reason,
    @Nullable OrganizationId organizationId,
    @Nullable InvitationId delegatedTo,
    @Nullable Instant delegationAcceptedAt) {

  /** Of a person who has skipped nothing. */
  public static final OnboardingView NOT_SKIPPED = new OnboardingView(null, null, null, null, null);
}
