package dev.latchkey.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AssignTeamMember;
import dev.latchkey.api.accounts.CreateTeam;
import dev.latchkey.api.accounts.DeleteTeam;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.DescribeTeamMember;
import dev.latchkey.api.accounts.ListMyTeams;
import dev.latchkey.api.accounts.ListTeamMembers;
import dev.latchkey.api.accounts.ListTeams;
import dev.latchkey.api.accounts.MyTeamView;
import dev.latchkey.api.accounts.RemoveTeamMember;
import dev.latchkey.api.accounts.TeamDetailView;
import dev.latchkey.api.accounts.TeamMemberPage;
import dev.latchkey.api.accounts.TeamMemberView;
import dev.latchkey.api.accounts.TeamPage;
import dev.latchkey.api.accounts.TeamView;
import dev.latchkey.api.accounts.UpdateTeam;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TeamsIT {

  private AccountsModule module;
  private Members members;
  private Caller owner;
  private Caller bob;

  @BeforeEach
  void start() throws Exception {
    module = new AccountsModule();
    members = new Members(module);
    owner = module.owner();
    bob = members.join(owner, BuiltInRole.MEMBER.id());
  }

  @AfterEach
  void stop() throws Exception {
    module.close();
  }

  private TeamDetailView made(String name) {
    return module.ask(new CreateTeam(owner, name));
  }

  private AssignTeamMember taking(TeamDetailView team, Caller person, String role) {
    return new AssignTeamMember(owner, team.id(), person.person(), role);
  }

  @Test
  void aTeamIsMadeListedRenamedAndDeleted() {
    TeamDetailView team = made(" Looms ");
    assertThat(team.name()).isEqualTo("Looms");
    assertThat(module.event("team.created")).contains("Looms", team.id().toString());
    TeamDetailView renamed = module.ask(new UpdateTeam(owner, team.id(), "LOOMS", 1));
    assertThat(renamed.name()).isEqualTo("LOOMS");
    assertThat(renamed.version()).isEqualTo(2);
    assertThat(module.event("team.updated")).contains("Looms", "LOOMS");
    assertThat(module.ask(new ListTeams(bob, 100, null)).items()).containsExactly(renamed);
    module.ask(new DeleteTeam(owner, team.id()));
    assertThat(module.event("team.deleted")).contains("LOOMS");
    assertThat(module.refusal(new DeleteTeam(owner, team.id()))).isEqualTo("not_found");
    assertThat(module.ask(new ListTeams(bob, 100, null)).items()).isEmpty();
  }

  @Test
  void aNameIsGivenOnceInAnOrganizationWhateverItsCase() {
    TeamDetailView looms = made("Looms");
    TeamDetailView mills = made("Mills");
    assertThat(module.refusal(new CreateTeam(owner, "lOOMS"))).isEqualTo("team_name_taken");
    assertThat(module.refusal(new UpdateTeam(owner, mills.id(), "looms", null)))
        .isEqualTo("team_name_taken");
    assertThat(module.ask(new CreateTeam(members.owner("Other"), "Looms")).id())
        .isNotEqualTo(looms.id());
    for (String none : List.of("", " ", "a\nb", "x".repeat(201))) {
      assertThat(module.refusal(new CreateTeam(owner, none))).isEqualTo("invalid_request");
    }
  }

  @Test
  void ofSixteenTeamsOfOneNameOneIsMade() {
    for (int round = 0; round < 5; round++) {
      String name = "round " + round;
      List<Future<TeamDetailView>> tries =
          IntStream.range(0, 16)
              .mapToObj(i -> module.bus.ask(new CreateTeam(owner, name)))
              .toList();
      Future.join(tries).otherwiseEmpty().await();
      assertThat(tries).filteredOn(Future::succeeded).hasSize(1);
    }
  }

  @Test
  void aChangeThatMeetsANewerVersionDoesNothing() {
    TeamDetailView team = made("Looms");
    module.ask(new UpdateTeam(owner, team.id(), "Mills", 1));
    assertThat(module.refusal(new UpdateTeam(owner, team.id(), "Late", 1)))
        .isEqualTo("version_conflict");
    assertThat(module.test.column("SELECT name FROM accounts.team")).containsExactly("Mills");
  }

  @Test
  void anOrganizationHasAtMostAThousandTeamsUnderARaceToo() {
    module.test.execute(
        """
        INSERT INTO accounts.team (id, organization_id, name, name_key)
        SELECT gen_random_uuid(), '%s', 'n' || n, 'n' || n FROM generate_series(1, 998) AS n\
        """
            .formatted(owner.organization()));
    List<Future<TeamDetailView>> tries =
        IntStream.range(0, 16)
            .mapToObj(i -> module.bus.ask(new CreateTeam(owner, "try " + i)))
            .toList();
    Future.join(tries).otherwiseEmpty().await();
    assertThat(tries).filteredOn(Future::succeeded).hasSize(2);
    assertThat(module.refusal(new CreateTeam(owner, "last"))).isEqualTo("too_many_teams");
  }

  @Test
  void somebodyIsTakenInGivenAnotherRoleAndTakenOut() {
    TeamDetailView team = made("Looms");
    TeamMemberView taken = module.ask(taking(team, bob, " lead "));
    assertThat(taken.role()).isEqualTo("lead");
    assertThat(taken.userId()).isEqualTo(bob.person());
    assertThat(taken.displayName()).startsWith("P. ");
    assertThat(module.event("team.member_assigned"))
        .contains(bob.person().toString(), team.id().toString());
    module.ask(taking(team, bob, null));
    TeamMemberView seen = module.ask(new DescribeTeamMember(bob, team.id(), bob.person()));
    assertThat(seen.role()).isNull();
    assertThat(module.test.column("SELECT count(*) FROM accounts.team_member"))
        .containsExactly("1");

    RemoveTeamMember removal = new RemoveTeamMember(owner, team.id(), bob.person());
    module.ask(removal);
    assertThat(module.event("team.member_removed")).contains(bob.person().toString());
    assertThat(module.refusal(removal)).isEqualTo("not_found");
    assertThat(module.refusal(new DescribeTeamMember(bob, team.id(), bob.person())))
        .isEqualTo("not_found");
    assertThat(module.refusal(taking(team, bob, "x".repeat(101)))).isEqualTo("invalid_request");
    assertThat(module.refusal(taking(team, bob, " "))).isEqualTo("invalid_request");
  }

  @Test
  void sixteenWhoTakeOneInAtOnceTakeThemInOnce() {
    TeamDetailView team = made("Looms");
    List<Future<TeamMemberView>> tries =
        IntStream.range(0, 16).mapToObj(i -> module.bus.ask(taking(team, bob, "r" + i))).toList();
    Future.join(tries).await();
    assertThat(module.test.column("SELECT count(*) FROM accounts.team_member"))
        .containsExactly("1");
  }

  @Test
  void nobodyGetsIntoATeamThatIsBeingDeletedNorStaysThere() {
    for (int round = 0; round < 20; round++) {
      TeamDetailView team = made("round " + round);
      Future<?> taken = module.bus.ask(taking(team, bob, null));
      Future<?> deleted = module.bus.ask(new DeleteTeam(owner, team.id()));
      Future.join(taken, deleted).otherwiseEmpty().await();
      assertThat(deleted.succeeded()).isTrue();
      assertThat(taken.succeeded() || taken.cause().getMessage().startsWith("There is no such"))
          .isTrue();
    }
    assertThat(module.test.column("SELECT 1 FROM accounts.team_member")).isEmpty();
  }

  @Test
  void onlyMembersOfTheOrganizationAreTakenIn() {
    TeamDetailView team = made("Looms");
    Caller stranger = members.owner("Other");
    TeamDetailView strange = module.ask(new CreateTeam(stranger, "Strange"));
    PersonId nobody = new PersonId(Ids.next());
    TeamId unknown = new TeamId(Ids.next());
    assertThat(
            Stream.of(
                taking(team, stranger, null),
                new AssignTeamMember(owner, team.id(), nobody, null),
                new AssignTeamMember(owner, strange.id(), bob.person(), null),
                new AssignTeamMember(owner, unknown, bob.person(), null),
                new AssignTeamMember(stranger, team.id(), stranger.person(), null),
                new DescribeTeamMember(owner, team.id(), nobody),
                new DescribeTeamMember(owner, strange.id(), stranger.person()),
                new RemoveTeamMember(owner, team.id(), stranger.person()),
                new UpdateTeam(owner, strange.id(), "Mine", null),
                new DeleteTeam(owner, strange.id()),
                new ListTeamMembers(owner, strange.id(), 10, null),
                new ListTeamMembers(owner, unknown, 10, null)))
        .allSatisfy(asked -> assertThat(module.refusal(asked)).isEqualTo("not_found"));
    assertThat(module.test.column("SELECT 1 FROM accounts.team_member")).isEmpty();
    assertThat(module.test.column("SELECT name FROM accounts.team ORDER BY name"))
        .containsExactly("Looms", "Strange");
  }

  @Test
  void whoSeesTeamsDoesNotThereforeChangeThem() {
    TeamDetailView team = made("Looms");
    assertThat(
            Stream.of(
                new CreateTeam(bob, "Mine"),
                new UpdateTeam(bob, team.id(), "Mine", null),
                new DeleteTeam(bob, team.id()),
                new AssignTeamMember(bob, team.id(), bob.person(), "boss"),
                new RemoveTeamMember(bob, team.id(), bob.person())))
        .allSatisfy(asked -> assertThat(module.refusal(asked)).isEqualTo("forbidden"));
    Caller nothing = members.join(owner);
    assertThat(
            Stream.of(
                new ListTeams(nothing, 1, null),
                new ListTeamMembers(nothing, team.id(), 1, null),
                new DescribeTeamMember(nothing, team.id(), nothing.person())))
        .allSatisfy(asked -> assertThat(module.refusal(asked)).isEqualTo("forbidden"));
  }

  @Test
  void everybodySeesTheirOwnTeamsWhereverTheyAreActive() {
    TeamDetailView looms = made("Looms");
    made("Mills");
    module.ask(taking(looms, bob, "lead"));
    Caller other = members.owner("Other");
    Caller bobThere = members.join(bob.person(), other.organization());
    TeamDetailView strange = module.ask(new CreateTeam(other, "Strange"));
    module.ask(new AssignTeamMember(other, strange.id(), bob.person(), null));

    List<MyTeamView> mine = module.ask(new ListMyTeams(bobThere, 100, null)).items();
    assertThat(mine).extracting(MyTeamView::name).containsExactly("Looms", "Strange");
    assertThat(mine).extracting(MyTeamView::role).containsExactly("lead", null);
    assertThat(mine.get(1).organization().name()).isEqualTo("Other");
    assertThat(module.ask(new ListMyTeams(owner, 100, null)).items()).isEmpty();
    assertThat(module.ask(new DescribeMe(bob)).memberships())
        .flatExtracting("teams")
        .contains(new TeamView(looms.id(), "Looms", "lead"));

    module.test.execute(
        "UPDATE accounts.membership SET state = 'disabled' WHERE person_id = '%s' AND organization_id = '%s'"
            .formatted(bob.person(), other.organization()));
    assertThat(module.ask(new ListMyTeams(bob, 100, null)).items())
        .extracting(MyTeamView::name)
        .containsExactly("Looms");
  }

  @Test
  void listsArePagedByMarkersThatAreGoodForOneListOnly() {
    TeamDetailView looms = made("Looms");
    TeamDetailView mills = made("Mills");
    made("Wheels");
    TeamPage first = module.ask(new ListTeams(owner, 2, null));
    TeamPage second = module.ask(new ListTeams(owner, 2, first.marker()));
    assertThat(Stream.of(first, second).flatMap(page -> page.items().stream()))
        .extracting(TeamDetailView::name)
        .containsExactly("Looms", "Mills", "Wheels");
    assertThat(second.marker()).isNull();

    module.ask(taking(looms, bob, null));
    module.ask(taking(looms, owner, null));
    module.ask(taking(mills, bob, null));
    TeamMemberPage page = module.ask(new ListTeamMembers(bob, looms.id(), 1, null));
    assertThat(module.ask(new ListTeamMembers(bob, looms.id(), 1, page.marker())).items())
        .hasSize(1)
        .doesNotContainAnyElementsOf(page.items());
    assertThat(
            Stream.of(
                new ListTeamMembers(bob, mills.id(), 1, page.marker()),
                new ListTeams(owner, 2, page.marker()),
                new ListTeams(members.owner("Other"), 2, first.marker()),
                new ListMyTeams(owner, 2, first.marker()),
                new ListTeams(owner, 2, first.marker() + "A")))
        .allSatisfy(asked -> assertThat(module.refusal(asked)).isEqualTo("invalid_marker"));
  }
}
