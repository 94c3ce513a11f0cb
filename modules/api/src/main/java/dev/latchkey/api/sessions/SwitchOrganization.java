package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;

/**
 * Lets the caller's login act in another organisation from now on, and answers new tokens. The
 * earlier ones are dead when this is answered. How and when the login was proven stays.
 *
 * <p>{@link Failure#NOT_FOUND} for an organisation that the caller is no active member of, or that
 * is none. {@link Failure#UNAUTHENTICATED} when the login is older than logins may be there.
 */
public record SwitchOrganization(Caller caller, OrganizationId organization)
    implements CallerRequest<SignedIn> {}
