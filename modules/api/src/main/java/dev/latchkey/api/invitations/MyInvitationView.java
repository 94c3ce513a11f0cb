package dev.latchkey.api.invitations;

import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.id.InvitationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as the invited see it. To accept it takes the token that was mailed.
 *
 * @param organization as it was called when the invitation was sent
 * @param email which of the person's proven addresses it was sent to
 * @param inviterName what the inviter was called then; null when they did not say
 * @param message what the inviter wrote; null for nothing
 */
public record MyInvitationView(
    InvitationId id,
    OrganizationView organization,
    String email,
    @Nullable String inviterName,
    @Nullable String message,
    Instant sentAt,
    Instant expiresAt) {
  @Override
  public String toString() {
    return "MyInvitationView[" + id + "]";
  }
}
