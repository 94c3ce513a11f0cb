package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;

/**
 * The logins of somebody in the caller's organisation that act there and are not over, newest
 * first, at most 100. {@link Failure#NOT_FOUND} for nobody of the organisation.
 */
@ReadOnly
@Requires(Permission.USERS_READ)
public record ListUserLogins(Caller caller, PersonId user) implements CallerRequest<LoginList> {}
