package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.TeamId;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a team of the caller's organisation, in the order of the people's ids. {@link
 * Failure#NOT_FOUND}, {@link Failure#INVALID_MARKER}.
 *
 * @param limit 0 to 100
 */
@ReadOnly
@Requires(Permission.TEAMS_READ)
public record ListTeamMembers(Caller caller, TeamId team, int limit, @Nullable String marker)
    implements CallerRequest<TeamMemberPage> {}
