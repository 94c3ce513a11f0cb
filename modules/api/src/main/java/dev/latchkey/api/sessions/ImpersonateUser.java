package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;

/**
 * The caller acts as another person of their organisation for a short while, where both that person
 * and the organisation allow it. It ends with the caller's own login, with their permission, and
 * with either consent; it may do what an API token may, and nothing that is sensitive.
 *
 * <p>{@link Failure#NOT_FOUND} for nobody of the organisation, {@link
 * Failure#IMPERSONATION_NOT_ALLOWED} also for owners and for whoever is disabled, {@link
 * Failure#OUTRANKED} for somebody who may do what the caller may not, {@link Failure#NOT_YOURSELF}.
 *
 * @param reason why, 1 to 200 characters, for the audit trail and for that person
 */
@Fresh
@Requires(Permission.USERS_IMPERSONATE)
public record ImpersonateUser(Caller caller, PersonId user, String reason)
    implements CallerRequest<Impersonated> {}
