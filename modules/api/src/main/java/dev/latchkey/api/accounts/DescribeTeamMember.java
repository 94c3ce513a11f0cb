package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.TeamId;

/**
 * What is somebody in a team of the caller's organisation? {@link Failure#NOT_FOUND} for a person
 * who is not in it, or is nobody.
 */
@ReadOnly
@Requires(Permission.TEAMS_READ)
public record DescribeTeamMember(Caller caller, TeamId team, PersonId person)
    implements CallerRequest<TeamMemberView> {}
