package dev.latchkey.api.invitations;

import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as the organisation sees it. The token that was mailed is in none of it.
 *
 * @param email where it was sent, as it was written
 * @param state one that was not accepted in time is {@code expired}
 * @param roleIds what they get
 * @param teamIds where they are put, as far as there still are such teams
 * @param message what the inviter wrote; null for nothing
 * @param invitedBy who sent it last
 * @param createdAt when it was sent first
 * @param sentAt when it was sent last
 * @param expiresAt until when it can be accepted
 * @param endedAt when it was accepted, declined or cancelled, or was found expired; null before
 * @param userId who accepted it; null for nobody
 * @param invitedUserId for whom the organisation has made an account that it leads to; null for
 *     nobody
 * @param delegation whether it hands the set-up of the organisation over
 */
public record InvitationView(
    InvitationId id,
    String email,
    InvitationState state,
    Set<RoleId> roleIds,
    Set<TeamId> teamIds,
    @Nullable String message,
    PersonId invitedBy,
    Instant createdAt,
    Instant sentAt,
    Instant expiresAt,
    @Nullable Instant endedAt,
    @Nullable PersonId userId,
    @Nullable PersonId invitedUserId,
    boolean delegation) {
  public InvitationView {
    roleIds = Set.copyOf(roleIds);
    teamIds = Set.copyOf(teamIds);
  }

  @Override
  public String toString() {
    return "InvitationView[" + id + "]";
  }
}
