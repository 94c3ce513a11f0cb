package dev.latchkey.api.accounts;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;

/**
 * May this person act as that one in an organisation right now?
 *
 * <p>{@link Failure#FORBIDDEN} without the permission; otherwise as {@link
 * dev.latchkey.api.sessions.ImpersonateUser}.
 */
public record AdmitImpersonation(
    PersonId impersonator, PersonId person, OrganizationId organization)
    implements InternalRequest<ImpersonationAdmitted> {}
