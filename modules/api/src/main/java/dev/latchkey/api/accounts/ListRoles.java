package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;
import org.jspecify.annotations.Nullable;

/**
 * The roles of the caller's organisation, the built-in ones first, then by age. {@link
 * Failure#INVALID_MARKER}.
 *
 * @param limit 0 to 100
 */
@ReadOnly
@Requires(Permission.ROLES_READ)
public record ListRoles(Caller caller, int limit, @Nullable String marker)
    implements CallerRequest<RolePage> {}
