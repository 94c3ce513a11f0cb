package dev.latchkey.accounts.team;

import dev.latchkey.accounts.list.PageRequest;
import dev.latchkey.accounts.list.Pages;
import dev.latchkey.accounts.name.Name;
import dev.latchkey.accounts.team.TeamMemberStore.Place;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AssignTeamMember;
import dev.latchkey.api.accounts.DescribeTeamMember;
import dev.latchkey.api.accounts.ListMyTeams;
import dev.latchkey.api.accounts.ListTeamMembers;
import dev.latchkey.api.accounts.MyTeamPage;
import dev.latchkey.api.accounts.RemoveTeamMember;
import dev.latchkey.api.accounts.TeamMemberPage;
import dev.latchkey.api.accounts.TeamMemberView;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.Optional;

/** Who is in which team, and as what. */
public final class TeamMembers {

  private static final int LONGEST_ROLE = 100;

  private final Database database;
  private final Once once;
  private final Pages pages;

  public TeamMembers(Database database, Once once, Pages pages) {
    this.database = database;
    this.once = once;
    this.pages = pages;
  }

  /** Answers {@link ListTeamMembers}. */
  public Future<TeamMemberPage> list(ListTeamMembers request) {
    return Future.succeededFuture(request.caller())
        .map(Tenancy::of)
        .compose(
            organization ->
                TeamStore.find(database, organization, request.team())
                    .compose(team -> list(organization, request)));
  }

  private Future<TeamMemberPage> list(OrganizationId organization, ListTeamMembers request) {
    String scope = "team-members:" + organization + ":" + request.team();
    return pages
        .read(
            new PageRequest(scope, request.limit(), request.marker()),
            (after, limit) ->
                TeamMemberStore.list(database, organization, request.team(), after, limit),
            member -> member.userId().value())
        .map(page -> new TeamMemberPage(page.items(), page.marker()));
  }

  /** Answers {@link ListMyTeams}. */
  public Future<MyTeamPage> listMine(ListMyTeams request) {
    PersonId person = request.caller().person();
    return pages
        .read(
            new PageRequest("my-teams:" + person, request.limit(), request.marker()),
            (after, limit) -> TeamMemberStore.listMine(database, person, after, limit),
            team -> team.id().value())
        .map(page -> new MyTeamPage(page.items(), page.marker()));
  }

  /** Answers {@link DescribeTeamMember}. */
  public Future<TeamMemberView> describe(DescribeTeamMember request) {
    return Future.succeededFuture(request.caller())
        .map(Tenancy::of)
        .map(organization -> new Place(organization, request.team(), request.person()))
        .compose(place -> TeamMemberStore.find(database, place));
  }

  /** Answers {@link AssignTeamMember}. */
  public Future<TeamMemberView> assign(AssignTeamMember request) {
    return Future.succeededFuture(request)
        .map(TeamMembers::role)
        .compose(
            role ->
                once.transaction(request, TeamMemberView.class, sql -> assign(sql, request, role)));
  }

  private static Optional<String> role(AssignTeamMember request) {
    return Optional.ofNullable(request.role())
        .map(role -> Name.of("A role in a team", role, LONGEST_ROLE).text());
  }

  private static Future<TeamMemberView> assign(
      Sql sql, AssignTeamMember request, Optional<String> role) {
    Place place = new Place(Tenancy.of(request.caller()), request.team(), request.person());
    Change change =
        change(request.caller(), EventType.TEAM_MEMBER_ASSIGNED, place)
            .personal("role", role.orElse(null));
    return TeamMemberStore.assign(sql, place, role.orElse(null))
        .compose(assigned -> EventLog.append(sql, change))
        .compose(appended -> TeamMemberStore.find(sql, place));
  }

  /** Answers {@link RemoveTeamMember}. */
  public Future<Done> remove(RemoveTeamMember request) {
    return once.transaction(request, Done.class, sql -> remove(sql, request));
  }

  private static Future<Done> remove(Sql sql, RemoveTeamMember request) {
    Place place = new Place(Tenancy.of(request.caller()), request.team(), request.person());
    Change change = change(request.caller(), EventType.TEAM_MEMBER_REMOVED, place);
    return TeamMemberStore.remove(sql, place)
        .compose(removed -> EventLog.append(sql, change))
        .map(Done.DONE);
  }

  private static Change change(Caller caller, EventType type, Place place) {
    return Change.by(caller, type)
        .about("person", place.person().value())
        .with("teamId", place.team().toString());
  }
}
