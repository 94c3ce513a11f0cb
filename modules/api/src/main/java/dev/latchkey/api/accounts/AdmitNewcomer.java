package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import org.jspecify.annotations.Nullable;

/**
 * As {@link AdmitInvitee}, for somebody whom the invitation's token makes an account.
 *
 * <p>{@link Failure#LINK_INVALID}, {@link Failure#SIGN_IN_TO_ACCEPT} when somebody has proven the
 * address, {@link Failure#PASSWORD_REQUIRED}, {@link Failure#ALREADY_MEMBER}, {@link
 * Failure#INVALID_REQUEST} for the name, {@link Failure#BUSY} and the failures of a password.
 */
public record AdmitNewcomer(
    InvitationTerms terms, @Nullable String password, @Nullable String displayName, Origin origin)
    implements InternalRequest<InviteeAdmitted> {
  @Override
  public String toString() {
    return "AdmitNewcomer[" + terms.invitation() + "]";
  }
}
