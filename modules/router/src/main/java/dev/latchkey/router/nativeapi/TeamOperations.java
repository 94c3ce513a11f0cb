package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.CreateTeam;
import dev.latchkey.api.accounts.DeleteTeam;
import dev.latchkey.api.accounts.ListMyTeams;
import dev.latchkey.api.accounts.ListTeams;
import dev.latchkey.api.accounts.TeamDetailView;
import dev.latchkey.api.accounts.UpdateTeam;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.id.TeamId;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** The teams of the caller's organisation, and the caller's own ones. */
final class TeamOperations {

  private TeamOperations() {}

  static List<NativeOperation> of(Bus bus) {
    return List.of(
        NativeOperation.of(
            bus,
            "listMyTeams",
            ListMyTeams.class,
            call -> new ListMyTeams(call.caller(), call.limit(), call.marker()),
            Reply::ok),
        NativeOperation.of(
            bus,
            "listTeams",
            ListTeams.class,
            call -> new ListTeams(call.caller(), call.limit(), call.marker()),
            Reply::ok),
        NativeOperation.of(
            bus,
            "createTeam",
            CreateTeam.class,
            call -> new CreateTeam(call.caller(), call.text("name")),
            team -> tagged(Reply.created(team, Paths.TEAMS + "/" + team.id()), team)),
        NativeOperation.of(
            bus,
            "updateTeam",
            UpdateTeam.class,
            TeamOperations::update,
            team -> tagged(Reply.ok(team), team)),
        NativeOperation.of(
            bus,
            "deleteTeam",
            DeleteTeam.class,
            call -> new DeleteTeam(call.caller(), teamId(call)),
            done -> Reply.noContent()));
  }

  private static UpdateTeam update(Call call) {
    return new UpdateTeam(
        call.caller(),
        teamId(call),
        call.text("name"),
        EntityTag.expected(call.header("If-Match")));
  }

  private static Reply tagged(Reply reply, TeamDetailView team) {
    return reply.with(HttpHeaders.ETAG, EntityTag.of(team.version()));
  }

  static TeamId teamId(Call call) {
    return TeamId.of(call.path("teamId"));
  }
}
