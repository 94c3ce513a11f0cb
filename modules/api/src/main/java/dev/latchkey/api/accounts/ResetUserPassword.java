package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * Gives a managed account of the caller's organisation a temporary password and ends every login of
 * it. Where the organisation forbids temporary passwords, the old one stops working and a link to
 * choose a new one is mailed instead.
 *
 * <p>{@link Failure#NOT_FOUND} for somebody who is not of the organisation, {@link
 * Failure#NOT_YOURSELF}, {@link Failure#EXTERNAL_ACCOUNT}, {@link Failure#OUTRANKED}, {@link
 * Failure#BUSY}, {@link Failure#PREVIEW_INVALID} for a preview of somebody else, of another
 * organisation or caller, that was used, is older than 10 minutes, or from before another change of
 * the password; {@link Failure#EMAIL_NOT_VERIFIED} when the link has no proven address to go to.
 *
 * @param previewToken sets the password that {@link PreviewPasswordReset} showed; null to have one
 *     made
 */
@Requires(Permission.USERS_RESET_PASSWORD)
public record ResetUserPassword(Caller caller, PersonId user, @Nullable String previewToken)
    implements CallerRequest<TemporaryPassword> {
  @Override
  public String toString() {
    return "ResetUserPassword[" + user + "]";
  }
}
