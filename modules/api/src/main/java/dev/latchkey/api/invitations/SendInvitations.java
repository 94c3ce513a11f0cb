package dev.latchkey.api.invitations;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Invites 1 to 100 people into the caller's organisation, all of them or none. Each gets a mail
 * with a token that counts once, for 48 hours by default (setting {@code invitations.lifetime}). An
 * invitation to the same address that is still pending is replaced: its token is dead.
 *
 * <p>{@link Failure#INVALID_REQUEST} for none or too many, or an address that comes twice; {@link
 * Failure#EMAIL_INVALID}, {@link Failure#ALREADY_MEMBER}, {@link Failure#NOT_FOUND} for a role or
 * team that is not the organisation's, {@link Failure#ROLE_BEYOND_YOURS}, {@link
 * Failure#TOO_MANY_INVITATIONS}.
 */
@Requires(Permission.USERS_INVITE)
public record SendInvitations(Caller caller, List<Item> invitations)
    implements IdempotentRequest<InvitationList> {

  /**
   * One of them.
   *
   * @param roleIds at most 20; empty for the built-in role member
   * @param teamIds at most 20
   * @param message at most 1000 characters; null for none
   */
  public record Item(
      String email, Set<RoleId> roleIds, Set<TeamId> teamIds, @Nullable String message) {
    public Item {
      roleIds = Set.copyOf(roleIds);
      teamIds = Set.copyOf(teamIds);
    }

    @Override
    public String toString() {
      return "Item[]";
    }
  }

  public SendInvitations {
    invitations = List.copyOf(invitations);
  }
}
