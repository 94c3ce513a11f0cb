package dev.latchkey.api.invitations;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;
import org.jspecify.annotations.Nullable;

/**
 * Makes an account by the token that was mailed, and joins the organisation with it. The token
 * proves the address. Once; opens no login.
 *
 * <p>{@link Failure#LINK_INVALID} as for {@link AcceptInvitation}; {@link
 * Failure#SIGN_IN_TO_ACCEPT} when somebody has proven the address already, {@link
 * Failure#PASSWORD_REQUIRED} without a password, {@link Failure#PASSWORD_TOO_SHORT}, {@link
 * Failure#PASSWORD_TOO_LONG}, {@link Failure#PASSWORD_BLOCKLISTED}, {@link Failure#ALREADY_MEMBER}
 * where the organisation keeps somebody with that address out, and {@link Failure#BUSY}. Until it
 * succeeds, the token stays good.
 *
 * @param password null only asks whether one is needed
 * @param displayName at most 200 characters; null for none
 */
public record JoinByInvitation(
    String token, @Nullable String password, @Nullable String displayName, Origin origin)
    implements PublicRequest<InvitationAccepted> {
  @Override
  public String toString() {
    return "JoinByInvitation[]";
  }
}
