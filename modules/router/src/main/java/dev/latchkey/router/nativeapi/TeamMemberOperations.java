package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.AssignTeamMember;
import dev.latchkey.api.accounts.DescribeTeamMember;
import dev.latchkey.api.accounts.ListTeamMembers;
import dev.latchkey.api.accounts.RemoveTeamMember;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import java.util.List;

/** Who is in which team of the caller's organisation. */
final class TeamMemberOperations {

  private TeamMemberOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "listTeamMembers",
            ListTeamMembers.class,
            call ->
                new ListTeamMembers(
                    call.caller(), TeamOperations.teamId(call), call.limit(), call.marker()),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "describeTeamMember",
            DescribeTeamMember.class,
            call ->
                new DescribeTeamMember(call.caller(), TeamOperations.teamId(call), person(call)),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "assignTeamMember",
            AssignTeamMember.class,
            call ->
                new AssignTeamMember(
                    call.caller(),
                    TeamOperations.teamId(call),
                    person(call),
                    call.optionalText("role")),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "removeTeamMember",
            RemoveTeamMember.class,
            call -> new RemoveTeamMember(call.caller(), TeamOperations.teamId(call), person(call)),
            done -> Reply.noContent()));
  }

  /** Whom the path names; the caller for {@code me}. */
  private static PersonId person(Call call) {
    String user = call.path("user");
    return user.equals("me") ? call.caller().person() : PersonId.of(user);
  }
}
