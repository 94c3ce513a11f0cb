package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;

/**
 * Shows the password that a reset would set, and changes nothing.
 *
 * <p>{@link Failure#NOT_FOUND} for somebody who is not of the organisation, {@link
 * Failure#NOT_YOURSELF}, {@link Failure#EXTERNAL_ACCOUNT}, {@link Failure#OUTRANKED}, {@link
 * Failure#BUSY}, {@link Failure#TEMPORARY_PASSWORDS_FORBIDDEN} where the organisation forbids
 * temporary passwords.
 */
@Requires(Permission.USERS_RESET_PASSWORD)
public record PreviewPasswordReset(Caller caller, PersonId user)
    implements CallerRequest<PasswordPreview> {}
