package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;

/**
 * One person of the caller's organisation, by their handle.
 *
 * <p>{@link Failure#NOT_FOUND} for a handle that nobody of it has.
 *
 * @param userName in any case; an address is none, unless it is the handle too
 */
@ReadOnly
@Requires(Permission.USERS_READ)
public record FindUser(Caller caller, String userName) implements CallerRequest<MemberView> {}
