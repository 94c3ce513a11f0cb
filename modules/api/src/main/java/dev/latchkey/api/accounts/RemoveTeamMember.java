package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.TeamId;

/**
 * Takes somebody out of a team of the caller's organisation. {@link Failure#NOT_FOUND} for a person
 * who is not in it, or is nobody.
 */
@Requires(Permission.TEAMS_MANAGE)
public record RemoveTeamMember(Caller caller, TeamId team, PersonId person)
    implements IdempotentRequest<Done> {}
