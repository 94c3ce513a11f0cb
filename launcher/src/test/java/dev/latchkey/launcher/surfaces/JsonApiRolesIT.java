package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.JsonApi.attributes;
import static dev.latchkey.launcher.surfaces.JsonApi.data;
import static dev.latchkey.launcher.surfaces.JsonApi.error;
import static dev.latchkey.launcher.surfaces.JsonApi.list;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles, as the clients of the JSON:API surface know them. */
class JsonApiRolesIT {

  private JsonApi ada;

  @BeforeEach
  void organization() {
    ada = JsonApi.owner();
  }

  private static JsonObject role(String id, String name, String... permissions) {
    JsonObject data =
        new JsonObject()
            .put("type", "roles")
            .put("attributes", new JsonObject().put("name", name))
            .put(
                "relationships",
                new JsonObject()
                    .put("permissions", JsonApi.identifiers("permissions", permissions)));
    return new JsonObject().put("data", id == null ? data : data.put("id", id));
  }

  private String make(String name, String... permissions) {
    return data(ada.send("POST", "/roles", role(null, name, permissions))).getString("id");
  }

  @Test
  void theCatalogueOfPermissionsIsListed() {
    assertThat(list(ada.get("/permissions")))
        .extracting(each -> each.getJsonObject("attributes").getString("name"))
        .contains("user_access_invite", "user_self_profile_write", "audit:read");
    error(ada.member().get("/permissions"), 403);
  }

  @Test
  void rolesAreListedToTheLastPage() {
    make("Zebra");
    Reply first = ada.get("/roles?page%5Bsize%5D=2&page%5Bnumber%5D=0");
    assertThat(names(first)).containsExactly("admin", "member");
    assertThat(first.json().getJsonObject("meta").getJsonObject("page"))
        .isEqualTo(new JsonObject().put("total_count", 4).put("total_filtered_count", 4));
    assertThat(names(ada.get("/roles?page%5Bsize%5D=2&page%5Bnumber%5D=1")))
        .containsExactly("owner", "Zebra");
    assertThat(list(ada.get("/roles?page%5Bsize%5D=2&page%5Bnumber%5D=2"))).isEmpty();
    assertThat(names(ada.get("/roles?filter=EBR"))).containsExactly("Zebra");
    assertThat(names(ada.get("/roles?sort=-name"))).startsWith("Zebra");
    error(ada.get("/roles?sort=height"), 400);
  }

  @Test
  void howManyHoldARoleIsTold() {
    String role = make("Auditor");
    String grace = ada.create(Person.freshAddress("counted"), JsonApi.MEMBER, role);
    ada.create(Person.freshAddress("counted"), JsonApi.MEMBER);
    ada.delete("/users/" + grace).expect(204);
    assertThat(list(ada.get("/roles")))
        .extracting(each -> each.getJsonObject("attributes").getLong("user_count"))
        .containsExactly(0L, 1L, 2L, 1L);
    assertThat(names(ada.get("/roles?sort=-user_count")))
        .containsExactly("owner", "member", "Auditor", "admin");
    assertThat(attributes(ada.get("/roles/" + JsonApi.MEMBER)).getLong("user_count")).isEqualTo(2);
    assertThat(attributes(ada.get("/roles/" + make("Nobody's"))).getLong("user_count")).isZero();
  }

  private static List<String> names(Reply reply) {
    return list(reply).stream()
        .map(each -> each.getJsonObject("attributes").getString("name"))
        .toList();
  }

  @Test
  void aRoleIsGot() {
    JsonObject role = data(ada.get("/roles/" + JsonApi.MEMBER));
    assertThat(role.getJsonObject("attributes").getString("name")).isEqualTo("member");
    assertThat(
            role.getJsonObject("relationships").getJsonObject("permissions").getJsonArray("data"))
        .hasSize(2);
    assertThat(error(ada.get("/roles/" + JsonApi.UNKNOWN), 404))
        .isEqualTo(JsonApi.UNKNOWN + " not found");
    error(JsonApi.owner().get("/roles/" + make("Hidden")), 404);
  }

  @Test
  void aRoleIsMade() {
    String permission = list(ada.get("/permissions")).get(0).getString("id");
    String id = make("Auditor", permission, "audit:read");
    assertThat(
            data(ada.get("/roles/" + id))
                .getJsonObject("relationships")
                .getJsonObject("permissions")
                .getJsonArray("data"))
        .hasSize(2);
    error(ada.send("POST", "/roles", role(null, "auditor")), 400);
    error(ada.send("POST", "/roles", role(null, "Other", "no such permission")), 400);
    JsonApi manager = ada.with("roles:manage");
    error(manager.send("POST", "/roles", role(null, "More", "audit:read")), 403);
  }

  @Test
  void aRoleIsChanged() {
    String id = make("Auditor");
    Reply reply = ada.send("PATCH", "/roles/" + id, role(id, "Examiner", "audit:read"));
    assertThat(attributes(reply).getString("name")).isEqualTo("Examiner");
    error(ada.send("PATCH", "/roles/" + id, role("x", "Examiner")), 422);
    error(ada.send("PATCH", "/roles/" + id, new JsonObject()), 400);
    error(ada.send("PATCH", "/roles/" + JsonApi.UNKNOWN, role(JsonApi.UNKNOWN, "N")), 404);
    error(ada.send("PATCH", "/roles/" + JsonApi.MEMBER, role(JsonApi.MEMBER, "N")), 400);
  }

  @Test
  void aRoleIsDeleted() {
    String id = make("Auditor");
    assertThat(ada.delete("/roles/" + id).expect(204).body()).isEmpty();
    error(ada.delete("/roles/" + id), 404);
    error(ada.delete("/roles/" + JsonApi.MEMBER), 403);
  }

  @Test
  void whoHoldsARoleIsListed() {
    String grace = ada.create(Person.freshAddress("holder"), JsonApi.MEMBER);
    assertThat(ids(ada.get("/roles/" + JsonApi.MEMBER + "/users"))).containsExactly(grace);
    error(ada.get("/roles/" + JsonApi.UNKNOWN + "/users"), 404);
  }

  private static List<String> ids(Reply reply) {
    return list(reply).stream().map(each -> each.getString("id")).toList();
  }

  private static JsonObject user(String id) {
    return new JsonObject().put("data", new JsonObject().put("type", "users").put("id", id));
  }

  @Test
  void aRoleIsGivenBesideTheOthers() {
    String role = make("Auditor");
    String grace = ada.create(Person.freshAddress("given"), JsonApi.MEMBER);
    Reply reply = ada.send("POST", "/roles/" + role + "/users", user(grace));
    assertThat(ids(reply)).containsExactly(grace);
    assertThat(ids(ada.get("/roles/" + JsonApi.MEMBER + "/users"))).containsExactly(grace);
    error(ada.send("POST", "/roles/" + role + "/users", user(JsonApi.UNKNOWN)), 404);
    error(ada.send("POST", "/roles/" + JsonApi.UNKNOWN + "/users", user(grace)), 404);
    error(ada.send("POST", "/roles/" + role + "/users", new JsonObject()), 400);
  }

  @Test
  void aRoleIsTaken() {
    String role = make("Auditor");
    String grace = ada.create(Person.freshAddress("taken"), JsonApi.MEMBER, role);
    assertThat(ids(ada.send("DELETE", "/roles/" + role + "/users", user(grace)))).isEmpty();
    error(ada.send("DELETE", "/roles/" + JsonApi.MEMBER + "/users", user(grace)), 400);
  }
}
