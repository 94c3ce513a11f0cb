package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.ByToken;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import org.jspecify.annotations.Nullable;

/**
 * The teams that the caller is in, in every organisation that they are an active member of, by age.
 * {@link Failure#INVALID_MARKER}.
 *
 * @param limit 0 to 100
 */
@ReadOnly
@ByToken(Permission.ME_READ)
public record ListMyTeams(Caller caller, int limit, @Nullable String marker)
    implements CallerRequest<MyTeamPage> {}
