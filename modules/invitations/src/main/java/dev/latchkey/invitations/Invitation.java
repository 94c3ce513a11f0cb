package dev.latchkey.invitations;

import dev.latchkey.api.accounts.InvitationTerms;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.api.invitations.MyInvitationView;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as it is kept.
 *
 * @param link what the token that counts is derived from
 * @param state as it is at this moment: one that was not accepted in time is expired, whether a job
 *     has found it or not
 * @param user whose account it leads to; null for nobody's
 */
record Invitation(
    InvitationId id,
    OrganizationId organization,
    UUID link,
    String address,
    InvitationState state,
    Gift gift,
    Inviter inviter,
    Times times,
    @Nullable PersonId person,
    @Nullable PersonId user) {

  /** What it gives, and what was written with it. */
  record Gift(Set<RoleId> roleIds, Set<TeamId> teamIds, @Nullable String message) {
    Gift {
      roleIds = Set.copyOf(roleIds);
      teamIds = Set.copyOf(teamIds);
    }
  }

  /**
   * On whose word.
   *
   * @param admission their stay in the organisation; it counts while that lasts
   * @param organizationName as it was called when it was sent
   * @param delegator who handed the set-up over by it; null for any other invitation
   */
  record Inviter(
      PersonId person,
      UUID admission,
      String organizationName,
      @Nullable String name,
      @Nullable String locale,
      @Nullable PersonId delegator) {}

  /** When what happened; by the database's clock. */
  record Times(Instant createdAt, Instant sentAt, Instant expiresAt, @Nullable Instant endedAt) {}

  boolean isPending() {
    return state == InvitationState.PENDING;
  }

  /** What accounts is to keep to. */
  InvitationTerms terms() {
    return new InvitationTerms(
        id,
        link,
        organization,
        inviter.person(),
        inviter.admission(),
        address,
        gift.roleIds(),
        gift.teamIds(),
        times.expiresAt(),
        user);
  }

  /** As the organisation sees it. */
  InvitationView view() {
    return new InvitationView(
        id,
        address,
        state,
        gift.roleIds(),
        gift.teamIds(),
        gift.message(),
        inviter.person(),
        times.createdAt(),
        times.sentAt(),
        times.expiresAt(),
        times.endedAt(),
        person,
        user,
        inviter.delegator() != null);
  }

  /** As the invited see it. */
  MyInvitationView mine() {
    return new MyInvitationView(
        id,
        new OrganizationView(organization, inviter.organizationName()),
        address,
        inviter.name(),
        gift.message(),
        times.sentAt(),
        times.expiresAt());
  }
}
