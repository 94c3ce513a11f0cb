package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has proven without a password who they are: may they sign in? What is asked of those
 * with a right password ({@link VerifyPassword}) is asked of them; guesses at their password are
 * not.
 *
 * <p>{@link Failure#INVALID_CREDENTIALS} otherwise, which goes on record.
 *
 * @param organization where the login is to act; null lets the person's oldest membership decide
 */
public record AdmitSignIn(PersonId person, @Nullable OrganizationId organization, Origin origin)
    implements InternalRequest<Authority> {}
