package dev.latchkey.invitations;

import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.event.Change;
import io.vertx.core.json.JsonArray;

/** What goes on record of invitations: where to is personal, and a token is nowhere. */
final class InvitationEvents {

  /** The link of the mail that follows from the event. */
  static final String LINK = "linkId";

  /** The link whose mail, should it still be waiting, is not sent any more. */
  static final String ENDED_LINK = "endedLinkId";

  /** Whether a set-up was handed over by it; left out otherwise. */
  static final String DELEGATION = "delegation";

  private InvitationEvents() {}

  /** An event of which a mail to the invited follows. */
  static Change mailed(Change change, Invitation invitation) {
    return about(change, invitation)
        .with(LINK, invitation.link().toString())
        .with("expiresAt", invitation.times().expiresAt().toString())
        .with("organizationName", invitation.inviter().organizationName())
        .personal("inviterName", invitation.inviter().name())
        .personal("locale", invitation.inviter().locale())
        .personal("message", invitation.gift().message());
  }

  /** As {@link #mailed}, of one that is given. */
  static Change given(Change change, Invitation invitation) {
    return mailed(change, invitation)
        .with(
            "given",
            new JsonArray(invitation.gift().roleIds().stream().map(RoleId::toString).toList()));
  }

  /** An event after which the link is dead. */
  static Change ended(Change change, Invitation invitation) {
    return about(change, invitation).with(ENDED_LINK, invitation.link().toString());
  }

  private static Change about(Change change, Invitation invitation) {
    return change
        .in(invitation.organization().value())
        .about("invitation", invitation.id().value())
        .with(DELEGATION, invitation.inviter().delegator() == null ? null : true)
        .personal("address", invitation.address());
  }
}
