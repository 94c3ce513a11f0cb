package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.TeamId;
import org.jspecify.annotations.Nullable;

/**
 * Takes somebody into a team of the caller's organisation, or says anew what they are in it.
 *
 * <p>{@link Failure#NOT_FOUND} for a team or a person that the organisation has not; {@link
 * Failure#INVALID_REQUEST} for a role that is none.
 *
 * @param role what they are in the team, 1 to 100 characters; it allows nothing. Null for none
 */
@Requires(Permission.TEAMS_MANAGE)
public record AssignTeamMember(Caller caller, TeamId team, PersonId person, @Nullable String role)
    implements IdempotentRequest<TeamMemberView> {}
