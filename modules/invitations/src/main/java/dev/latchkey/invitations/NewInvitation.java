package dev.latchkey.invitations;

import dev.latchkey.api.accounts.PrepareInvitations.Invitee;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation that is to be sent.
 *
 * @param link what its token is derived from
 * @param user whose account it leads to; null for nobody's
 */
record NewInvitation(
    InvitationId id,
    UUID link,
    Invitee invitee,
    @Nullable String message,
    @Nullable PersonId user) {

  static NewInvitation of(Invitee invitee, @Nullable String message) {
    return new NewInvitation(new InvitationId(Ids.next()), Ids.next(), invitee, message, null);
  }

  static NewInvitation to(PersonId user, Invitee invitee) {
    return new NewInvitation(new InvitationId(Ids.next()), Ids.next(), invitee, null, user);
  }

  /** As a row. */
  JsonObject toRow() {
    return new JsonObject()
        .put("id", id.toString())
        .put("link_id", link.toString())
        .put("address", invitee.email())
        .put("role_ids", new JsonArray(invitee.roleIds().stream().map(RoleId::toString).toList()))
        .put("team_ids", new JsonArray(invitee.teamIds().stream().map(TeamId::toString).toList()))
        .put("message", message)
        .put("user_id", user == null ? null : user.toString());
  }
}
