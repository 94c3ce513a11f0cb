package dev.latchkey.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.CreateRole;
import dev.latchkey.api.accounts.DeleteRole;
import dev.latchkey.api.accounts.ListRoles;
import dev.latchkey.api.accounts.UpdateRole;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Roles, teams and the organisation itself: what each operation asks, and what it answers. */
class OrganizationSurfaceIT {

  private static final String ID = "019aa5b0-0000-7000-8000-000000000005";

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
}
