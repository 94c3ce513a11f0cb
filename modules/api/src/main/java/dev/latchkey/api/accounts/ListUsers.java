package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;
import org.jspecify.annotations.Nullable;

/**
 * The people of the caller's organisation, disabled and unverified ones too.
 *
 * <p>{@link Failure#INVALID_REQUEST} for a search that is blank, longer than 200 characters or has
 * control characters; {@link Failure#INVALID_MARKER} for a marker that this list, with this filter
 * and order, did not give.
 *
 * @param descending whether the list runs backwards
 * @param limit 0 to 100
 */
@ReadOnly
@Requires(Permission.USERS_READ)
public record ListUsers(
    Caller caller,
    UserFilter filter,
    UserSort sort,
    boolean descending,
    int limit,
    @Nullable String marker)
    implements CallerRequest<UserPage> {}
