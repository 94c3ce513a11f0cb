package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.TeamId;

/**
 * Deletes a team of the caller's organisation; the people who were in it stay. {@link
 * Failure#NOT_FOUND}.
 */
@Requires(Permission.TEAMS_MANAGE)
public record DeleteTeam(Caller caller, TeamId team) implements IdempotentRequest<Done> {}
