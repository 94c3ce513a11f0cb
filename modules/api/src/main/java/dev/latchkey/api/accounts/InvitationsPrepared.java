package dev.latchkey.api.accounts;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What invitations are to say, and what they count under.
 *
 * @param organization the caller's
 * @param inviterName what the caller is called; null when they did not say
 * @param locale the inviter's language, as nobody knows that of the invited; null when they did not
 *     say
 * @param admission the caller's stay in the organisation: what they give counts while it lasts
 * @param invitees in the order in which they were asked for, addresses and roles as they are kept
 */
public record InvitationsPrepared(
    OrganizationView organization,
    @Nullable String inviterName,
    @Nullable String locale,
    UUID admission,
    List<PrepareInvitations.Invitee> invitees) {
  public InvitationsPrepared {
    invitees = List.copyOf(invitees);
  }

  @Override
  public String toString() {
    return "InvitationsPrepared[" + organization.id() + "]";
  }
}
