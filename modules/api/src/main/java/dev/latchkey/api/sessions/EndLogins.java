package dev.latchkey.api.sessions;

import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * Ends the logins of a person after a change that already keeps them from counting, so that no list
 * shows them any more. Where none is kept, the API tokens that the person made are ended as well.
 *
 * @param except the login to keep; null to end all
 * @param reason what the audit trail says, such as {@code password_changed}
 */
public record EndLogins(PersonId person, @Nullable LoginId except, String reason)
    implements InternalRequest<Done> {}
