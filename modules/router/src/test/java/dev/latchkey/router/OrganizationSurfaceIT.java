package dev.latchkey.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.AssignTeamMember;
import dev.latchkey.api.accounts.CreateRole;
import dev.latchkey.api.accounts.CreateTeam;
import dev.latchkey.api.accounts.DeleteRole;
import dev.latchkey.api.accounts.DeleteTeam;
import dev.latchkey.api.accounts.DescribeTeamMember;
import dev.latchkey.api.accounts.ListMyTeams;
import dev.latchkey.api.accounts.ListRoles;
import dev.latchkey.api.accounts.ListTeamMembers;
import dev.latchkey.api.accounts.ListTeams;
import dev.latchkey.api.accounts.OrganizationSettingsChange;
import dev.latchkey.api.accounts.RemoveTeamMember;
import dev.latchkey.api.accounts.SessionLimits;
import dev.latchkey.api.accounts.UpdateOrganization;
import dev.latchkey.api.accounts.UpdateRole;
import dev.latchkey.api.accounts.UpdateTeam;
import dev.latchkey.api.sessions.SwitchOrganization;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Roles, teams and the organisation itself: what each operation asks, and what it answers. */
class OrganizationSurfaceIT {

  private static final String ID = "019aa5b0-0000-7000-8000-000000000005";

  private static final String TEAM = "/api/v1/org/teams/019aa5b0-0000-7000-8000-000000000006";

  private static Platform platform;
  private static Http ada;

  @BeforeAll
  static void start() throws Exception {
    platform = Platform.with(Map.of());
    ada = platform.http.as("good");
  }

  @AfterAll
  static void stop() throws Exception {
    platform.close();
  }

  private static <Q extends Record> Q asked(Class<Q> type) {
    return platform.modules.last(type);
  }

  private static JsonObject json(String singleQuoted) {
    return new JsonObject(singleQuoted.replace('\'', '"'));
  }

  private static Http.Answer patch(Http http, String path, String singleQuoted) throws Exception {
    return http.send(HttpMethod.PATCH, path, json(singleQuoted).toBuffer());
  }

  @Test
  void theCatalogueTellsNamesSentencesAndAliases() throws Exception {
    var answer = ada.get("/api/v1/org/permissions");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json())
        .isEqualTo(
            json(
                "{'items':[{'name':'users:invite','description':'Invite people.',"
                    + "'aliases':['user_access_invite']}]}"));
  }

  @Test
  void rolesAreListedByPage() throws Exception {
    var answer = ada.get("/api/v1/org/roles?limit=3&marker=m");
    assertThat(answer.json().getString("marker")).isEqualTo("next");
    assertThat(asked(ListRoles.class).limit()).isEqualTo(3);
    assertThat(asked(ListRoles.class).marker()).isEqualTo("m");
  }

  @Test
  void aRoleIsMadeOfNamesAndAliases() throws Exception {
    var answer =
        ada.post(
            "/api/v1/org/roles",
            json("{'name':'Auditor','permissions':['audit:read','UserManage','users:manage']}"));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/org/roles/" + ID);
    assertThat(answer.header("ETag")).isEqualTo("\"3\"");
    assertThat(asked(CreateRole.class).permissions())
        .containsExactlyInAnyOrder(Permission.AUDIT_READ, Permission.USERS_MANAGE);
    var unknown = ada.post("/api/v1/org/roles", json("{'name':'x','permissions':['world:rule']}"));
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo("/permissions/0");
  }

  @Test
  void aRoleIsChangedOnlyInWhatIsSent() throws Exception {
    var answer = patch(ada.with("If-Match", "\"2\""), "/api/v1/org/roles/" + ID, "{'name':'x'}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("\"3\"");
    assertThat(asked(UpdateRole.class).permissions()).isNull();
    assertThat(asked(UpdateRole.class).expectedVersion()).isEqualTo(2);
    patch(ada, "/api/v1/org/roles/" + ID, "{'permissions':[]}");
    assertThat(asked(UpdateRole.class).permissions()).isEmpty();
    assertThat(asked(UpdateRole.class).name()).isNull();
    assertThat(patch(ada, "/api/v1/org/roles/" + ID, "{}").status()).isEqualTo(400);
  }

  @Test
  void aRoleIsDeletedWithoutAWord() throws Exception {
    assertThat(ada.delete("/api/v1/org/roles/" + ID).status()).isEqualTo(204);
    assertThat(asked(DeleteRole.class).role().toString()).isEqualTo(ID);
  }

  @Test
  void teamsAreListedMadeRenamedAndDeleted() throws Exception {
    var list = ada.get("/api/v1/org/teams?limit=1&marker=m");
    assertThat(list.json().getString("marker")).isEqualTo("next");
    assertThat(asked(ListTeams.class).limit()).isEqualTo(1);
    var made = ada.post("/api/v1/org/teams", json("{'name':'Looms'}"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo(TEAM);
    assertThat(made.header("ETag")).isEqualTo("\"4\"");
    assertThat(asked(CreateTeam.class).name()).isEqualTo("Looms");
    var renamed = patch(ada.with("If-Match", "\"3\""), TEAM, "{'name':'Mills'}");
    assertThat(renamed.status()).isEqualTo(200);
    assertThat(asked(UpdateTeam.class).expectedVersion()).isEqualTo(3);
    assertThat(ada.delete(TEAM).status()).isEqualTo(204);
    assertThat(TEAM).endsWith(asked(DeleteTeam.class).team().toString());
  }

  @Test
  void myTeamsSayWhoseTheyAreAndWhatIAmInThem() throws Exception {
    JsonObject item = ada.get("/api/v1/me/teams").json().getJsonArray("items").getJsonObject(0);
    assertThat(item.getString("role")).isEqualTo("lead");
    assertThat(item.getJsonObject("organization").getString("name"))
        .isEqualTo("Difference Engines");
    assertThat(asked(ListMyTeams.class).limit()).isEqualTo(100);
  }

  @Test
  void somebodyInATeamIsNamedByIdOrAsMe() throws Exception {
    String members = TEAM + "/members";
    assertThat(ada.get(members + "?limit=7").status()).isEqualTo(200);
    assertThat(asked(ListTeamMembers.class).limit()).isEqualTo(7);
    assertThat(ada.get(members + "/me").json().getString("role")).isEqualTo("lead");
    assertThat(asked(DescribeTeamMember.class).person()).isEqualTo(FakeModules.PERSON);
    var taken = ada.send(HttpMethod.PUT, members + "/" + ID, json("{'role':'lead'}").toBuffer());
    assertThat(taken.status()).isEqualTo(200);
    assertThat(asked(AssignTeamMember.class).person().toString()).isEqualTo(ID);
    assertThat(asked(AssignTeamMember.class).role()).isEqualTo("lead");
    ada.send(HttpMethod.PUT, members + "/me", new JsonObject().toBuffer());
    assertThat(asked(AssignTeamMember.class).role()).isNull();
    assertThat(ada.delete(members + "/me").status()).isEqualTo(204);
    assertThat(asked(RemoveTeamMember.class).person()).isEqualTo(FakeModules.PERSON);
    assertThat(ada.get(members + "/somebody").status()).isEqualTo(400);
  }

  @Test
  void aSwitchToAnotherOrganizationAnswersNewTokens() throws Exception {
    var answer =
        ada.send(
            HttpMethod.PUT,
            "/api/v1/me/organization",
            json("{'organizationId':'" + ID + "'}").toBuffer());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("accessToken")).isEqualTo("access");
    assertThat(asked(SwitchOrganization.class).organization().toString()).isEqualTo(ID);
  }

  @Test
  void theOrganizationIsDescribedWithAVersion() throws Exception {
    var answer = ada.get("/api/v1/org");
    assertThat(answer.header("ETag")).isEqualTo("\"5\"");
    JsonObject settings = answer.json().getJsonObject("settings");
    assertThat(settings.getBoolean("mfaRequired")).isTrue();
    assertThat(settings.getJsonObject("sessions"))
        .isEqualTo(json("{'lifetimeSeconds':3600,'parallelLogins':2}"));
  }

  @Test
  void theOrganizationIsChangedOnlyInWhatIsSent() throws Exception {
    patch(ada.with("If-Match", "\"5\""), "/api/v1/org", "{'name':'Looms'}");
    assertThat(asked(UpdateOrganization.class).name()).isEqualTo("Looms");
    assertThat(asked(UpdateOrganization.class).settings()).isNull();
    assertThat(asked(UpdateOrganization.class).expectedVersion()).isEqualTo(5);
    patch(ada, "/api/v1/org", "{'settings':{'mfaRequired':false,'sessions':{'idleSeconds':60}}}");
    assertThat(asked(UpdateOrganization.class).settings())
        .isEqualTo(
            new OrganizationSettingsChange(
                false, null, null, null, new SessionLimits(null, 60, null)));
    for (String wrong :
        List.of(
            "{}",
            "{'settings':{}}",
            "{'settings':{'sessions':{'idleSeconds':59}}}",
            "{'settings':{'sessions':{'parallelLogins':101}}}",
            "{'settings':{'moonlight':true}}")) {
      assertThat(patch(ada, "/api/v1/org", wrong).status()).as(wrong).isEqualTo(400);
    }
  }
}
