package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.TokenId;

/**
 * Ends an API token of the caller's organisation; it is dead when this is answered. {@link
 * Failure#NOT_FOUND}.
 */
@Fresh
@Requires(Permission.TOKENS_MANAGE)
public record DeleteOrganizationToken(Caller caller, TokenId token)
    implements CallerRequest<Done> {}
