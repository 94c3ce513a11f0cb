package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;

/**
 * Closes the caller's account for good: memberships, logins and addresses go, the history stays.
 *
 * <p>{@link Failure#LAST_OWNER} while an organisation with other members has no other owner.
 */
@Fresh
public record CloseAccount(Caller caller) implements CallerRequest<Done> {}
