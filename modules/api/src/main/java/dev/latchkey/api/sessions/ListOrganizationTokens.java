package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;

/** The API tokens of the caller's organisation that are not over, whoever made them. */
@ReadOnly
@Fresh
@Requires(Permission.TOKENS_MANAGE)
public record ListOrganizationTokens(Caller caller)
    implements CallerRequest<OrganizationTokenList> {}
