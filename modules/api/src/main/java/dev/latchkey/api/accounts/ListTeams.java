package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;
import org.jspecify.annotations.Nullable;

/**
 * The teams of the caller's organisation, by age. {@link Failure#INVALID_MARKER}.
 *
 * @param limit 0 to 100
 */
@ReadOnly
@Requires(Permission.TEAMS_READ)
public record ListTeams(Caller caller, int limit, @Nullable String marker)
    implements CallerRequest<TeamPage> {}
