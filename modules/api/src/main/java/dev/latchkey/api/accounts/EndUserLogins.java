package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;

/**
 * Ends all that somebody has signed in with in the caller's organisation: logins that act there,
 * and API tokens. What they have elsewhere stays. {@link Failure#NOT_FOUND}, {@link
 * Failure#OUTRANKED}.
 */
@Requires(Permission.USERS_MANAGE)
public record EndUserLogins(Caller caller, PersonId user) implements IdempotentRequest<Done> {}
