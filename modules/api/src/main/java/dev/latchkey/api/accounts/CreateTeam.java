package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;

/**
 * Makes a team in the caller's organisation.
 *
 * <p>{@link Failure#TEAM_NAME_TAKEN}; {@link Failure#TOO_MANY_TEAMS} beyond 1 000; {@link
 * Failure#INVALID_REQUEST} for a name that is none.
 *
 * @param name 1 to 200 characters; names that differ in case alone are one
 */
@Requires(Permission.TEAMS_MANAGE)
public record CreateTeam(Caller caller, String name) implements IdempotentRequest<TeamDetailView> {}
