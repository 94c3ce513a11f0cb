package dev.latchkey.api.sessions;

import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;

/**
 * As {@link EndLogins}, for the logins that act in one organisation.
 *
 * @param reason what the audit trail says, such as {@code user_disabled}
 */
public record EndLoginsIn(PersonId person, OrganizationId organization, String reason)
    implements InternalRequest<Done> {}
