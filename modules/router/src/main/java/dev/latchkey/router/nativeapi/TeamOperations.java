package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.CreateTeam;
import dev.latchkey.api.accounts.DeleteTeam;
import dev.latchkey.api.accounts.ListMyTeams;
import dev.latchkey.api.accounts.ListTeams;
import dev.latchkey.api.accounts.TeamDetailView;
import dev.latchkey.api.accounts.UpdateTeam;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** The teams of the caller's organisation, and the caller's own ones. */
final class TeamOperations {

  private TeamOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "listMyTeams",
            ListMyTeams.class,
            call -> new ListMyTeams(call.caller(), call.limit(), call.marker()),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "listTeams",
            ListTeams.class,
            call -> new ListTeams(call.caller(), call.limit(), call.marker()),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "createTeam",
            CreateTeam.class,
            call -> new CreateTeam(call.caller(), call.text("name")),
            team -> tagged(Reply.created(team, Paths.TEAMS + "/" + team.id()), team)),
        SurfaceOperation.of(
            bus,
            "updateTeam",
            UpdateTeam.class,
            TeamOperations::update,
            team -> tagged(Reply.ok(team), team)),
        SurfaceOperation.of(
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
