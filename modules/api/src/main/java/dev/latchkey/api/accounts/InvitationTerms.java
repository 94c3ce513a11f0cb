package dev.latchkey.api.accounts;

import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an invitation gives whoever accepts it, and on whose word.
 *
 * @param link what the token was derived from; settled by whoever accepts
 * @param admission the stay in the organisation in which the inviter gave it
 * @param email where the token was mailed
 * @param user whose account it leads to, with the roles that this has; null for nobody's
 */
public record InvitationTerms(
    InvitationId invitation,
    UUID link,
    OrganizationId organization,
    PersonId inviter,
    UUID admission,
    String email,
    Set<RoleId> roleIds,
    Set<TeamId> teamIds,
    Instant expiresAt,
    @Nullable PersonId user) {
  public InvitationTerms {
    roleIds = Set.copyOf(roleIds);
    teamIds = Set.copyOf(teamIds);
  }

  /** Of an invitation that leads to nobody's account. */
  public InvitationTerms(
      InvitationId invitation,
      UUID link,
      OrganizationId organization,
      PersonId inviter,
      UUID admission,
      String email,
      Set<RoleId> roleIds,
      Set<TeamId> teamIds,
      Instant expiresAt) {
    this(
        invitation,
        link,
        organization,
        inviter,
        admission,
        email,
        roleIds,
        teamIds,
        expiresAt,
        null);
  }

  @Override
  public String toString() {
    return "InvitationTerms[" + invitation + "]";
  }
}
