package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;

/**
 * One person of the caller's organisation.
 *
 * <p>{@link Failure#NOT_FOUND} for somebody who is not of it.
 */
@ReadOnly
@Requires(Permission.USERS_READ)
public record DescribeUser(Caller caller, PersonId user) implements CallerRequest<MemberView> {}
