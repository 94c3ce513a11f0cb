package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;

/**
 * Lifts the lock that wrong passwords have put on a managed account of the caller's organisation,
 * and returns the person's {@link Preferences} to their defaults.
 *
 * <p>{@link Failure#NOT_FOUND} for somebody who is not of it, {@link Failure#EXTERNAL_ACCOUNT},
 * {@link Failure#OUTRANKED}.
 */
@Requires(Permission.USERS_MANAGE)
public record ResetUser(Caller caller, PersonId user) implements IdempotentRequest<Done> {}
