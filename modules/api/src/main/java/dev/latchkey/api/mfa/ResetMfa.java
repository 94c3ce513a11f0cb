package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;

/**
 * Removes all second factors, recovery codes and trusted devices of somebody in the caller's
 * organisation, and ends their logins. {@link Failure#NOT_FOUND}, {@link Failure#EXTERNAL_ACCOUNT},
 * {@link Failure#OUTRANKED}, {@link Failure#NOT_YOURSELF}.
 */
@Requires(Permission.USERS_RESET_MFA)
public record ResetMfa(Caller caller, PersonId user) implements CallerRequest<Done> {}
