package dev.latchkey.api.invitations;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import org.jspecify.annotations.Nullable;

/**
 * Hands the set-up of a product over to a colleague: invites them into the caller's organisation
 * with the built-in role admin, for 3 days by default (setting {@code
 * invitations.delegation-lifetime}), and notes it in the caller's onboarding. Asked again for the
 * same address while that is pending, it sends the invitation once more; for another one, or in
 * another organisation, it takes the place of the one before.
 *
 * <p>{@link Failure#LOGIN_REQUIRED} by a token or while acting as somebody else, {@link
 * Failure#TOO_MANY_REQUESTS} after 10 in an hour, and the failures of {@link SendInvitations}.
 *
 * @param message at most 1000 characters; null for none
 * @param stepAtDelegation where the caller was, at most 64 characters; only for the record
 */
@Requires(Permission.USERS_INVITE)
public record DelegateSetUp(
    Caller caller, String email, @Nullable String message, @Nullable String stepAtDelegation)
    implements IdempotentRequest<InvitationView> {
  @Override
  public String toString() {
    return "DelegateSetUp[" + caller.person() + "]";
  }
}
