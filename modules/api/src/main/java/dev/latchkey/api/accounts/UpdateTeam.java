package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.TeamId;
import org.jspecify.annotations.Nullable;

/**
 * Calls a team of the caller's organisation by another name.
 *
 * <p>{@link Failure#NOT_FOUND}, {@link Failure#VERSION_CONFLICT}, {@link Failure#TEAM_NAME_TAKEN},
 * {@link Failure#INVALID_REQUEST} for a name that is none.
 *
 * @param expectedVersion the version that the caller has read; null to change whatever is there
 */
@Requires(Permission.TEAMS_MANAGE)
public record UpdateTeam(Caller caller, TeamId team, String name, @Nullable Integer expectedVersion)
    implements IdempotentRequest<TeamDetailView> {}
