package dev.latchkey.accounts.team;

import dev.latchkey.accounts.list.PageRequest;
import dev.latchkey.accounts.list.Pages;
import dev.latchkey.accounts.name.Name;
import dev.latchkey.accounts.organization.OrganizationDetailStore;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.CreateTeam;
import dev.latchkey.api.accounts.DeleteTeam;
import dev.latchkey.api.accounts.ListTeams;
import dev.latchkey.api.accounts.TeamDetailView;
import dev.latchkey.api.accounts.TeamPage;
import dev.latchkey.api.accounts.UpdateTeam;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;

/** The teams of an organisation: listing, making, renaming and deleting them. */
public final class Teams {

  /** How many teams an organisation may have (chosen, not measured). */
  static final int MOST = 1_000;

  private static final int LONGEST_NAME = 200;

  private final Database database;
  private final Once once;
  private final Pages pages;

  public Teams(Database database, Once once, Pages pages) {
    this.database = database;
    this.once = once;
    this.pages = pages;
  }

  /** Answers {@link ListTeams}. */
  public Future<TeamPage> list(ListTeams request) {
    return Future.succeededFuture(request.caller())
        .map(Tenancy::of)
        .compose(organization -> list(organization, request));
  }

  private Future<TeamPage> list(OrganizationId organization, ListTeams request) {
    return pages
        .read(
            new PageRequest("teams:" + organization, request.limit(), request.marker()),
            (after, limit) -> TeamStore.list(database, organization, after, limit),
            team -> team.id().value())
        .map(page -> new TeamPage(page.items(), page.marker()));
  }

  /** Answers {@link CreateTeam}. */
  public Future<TeamDetailView> create(CreateTeam request) {
    return Future.succeededFuture(request.name())
        .map(Teams::name)
        .compose(
            name ->
                once.transaction(
                    request, TeamDetailView.class, sql -> create(sql, request.caller(), name)));
  }

  private static Name name(String written) {
    return Name.of("A team's name", written, LONGEST_NAME);
  }

  private static Future<TeamDetailView> create(Sql sql, Caller caller, Name name) {
    OrganizationId organization = Tenancy.of(caller);
    TeamId id = new TeamId(Ids.next());
    return OrganizationDetailStore.lock(sql, organization)
        .compose(locked -> TeamStore.count(sql, organization))
        .compose(
            count ->
                count < MOST
                    ? TeamStore.add(sql, organization, id, name)
                    : Future.failedFuture(Failure.TOO_MANY_TEAMS.refusal()))
        .compose(
            made -> EventLog.append(sql, change(caller, EventType.TEAM_CREATED, made)).map(made));
  }

  /** Answers {@link UpdateTeam}. */
  public Future<TeamDetailView> update(UpdateTeam request) {
    return Future.succeededFuture(request.name())
        .map(Teams::name)
        .compose(
            name ->
                once.transaction(request, TeamDetailView.class, sql -> update(sql, request, name)));
  }

  private static Future<TeamDetailView> update(Sql sql, UpdateTeam request, Name name) {
    OrganizationId organization = Tenancy.of(request.caller());
    return TeamStore.lock(sql, organization, request.team())
        .map(team -> expected(team, request))
        .compose(
            before ->
                TeamStore.rename(sql, organization, before.id(), name)
                    .compose(after -> told(sql, request.caller(), before, after)));
  }

  private static TeamDetailView expected(TeamDetailView team, UpdateTeam request) {
    Integer expected = request.expectedVersion();
    if (expected != null && expected != team.version()) {
      throw Failure.VERSION_CONFLICT.refusal();
    }
    return team;
  }

  private static Future<TeamDetailView> told(
      Sql sql, Caller caller, TeamDetailView before, TeamDetailView after) {
    Change change = change(caller, EventType.TEAM_UPDATED, after).with("nameBefore", before.name());
    return EventLog.append(sql, change).map(after);
  }

  /** Answers {@link DeleteTeam}. */
  public Future<Done> delete(DeleteTeam request) {
    return once.transaction(request, Done.class, sql -> delete(sql, request));
  }

  private static Future<Done> delete(Sql sql, DeleteTeam request) {
    OrganizationId organization = Tenancy.of(request.caller());
    return TeamStore.lock(sql, organization, request.team())
        .compose(team -> TeamStore.delete(sql, organization, team.id()).map(team))
        .compose(
            team -> EventLog.append(sql, change(request.caller(), EventType.TEAM_DELETED, team)))
        .map(Done.DONE);
  }

  private static Change change(Caller caller, EventType type, TeamDetailView team) {
    return Change.by(caller, type).about("team", team.id().value()).with("name", team.name());
  }
}
