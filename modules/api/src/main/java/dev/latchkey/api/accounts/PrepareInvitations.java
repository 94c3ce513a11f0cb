package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import java.util.List;
import java.util.Set;

/**
 * May the caller invite these people into their organisation? The caller's permission was checked
 * already.
 *
 * <p>{@link Failure#EMAIL_INVALID}, {@link Failure#INVALID_REQUEST} for an address that comes twice
 * or more than 20 roles or teams, {@link Failure#ALREADY_MEMBER} for one of somebody who belongs to
 * the organisation, unless it is an account that the organisation made and whose address was never
 * proven, and for any address of the caller's own; {@link Failure#NOT_FOUND} for a role or team
 * that is not the organisation's, {@link Failure#ROLE_BEYOND_YOURS}.
 *
 * @param invitees 1 to 100
 */
public record PrepareInvitations(Caller caller, List<Invitee> invitees)
    implements InternalRequest<InvitationsPrepared> {

  /**
   * One of them.
   *
   * @param roleIds empty for the built-in role member
   */
  public record Invitee(String email, Set<RoleId> roleIds, Set<TeamId> teamIds) {
    public Invitee {
      roleIds = Set.copyOf(roleIds);
      teamIds = Set.copyOf(teamIds);
    }

    @Override
    public String toString() {
      return "Invitee[]";
    }
  }

  public PrepareInvitations {
    invitees = List.copyOf(invitees);
  }
}
