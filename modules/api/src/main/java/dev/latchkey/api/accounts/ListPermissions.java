package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;

/** What may a role allow? */
@ReadOnly
@Requires(Permission.ROLES_READ)
public record ListPermissions(Caller caller) implements CallerRequest<PermissionCatalogue> {}
