package dev.latchkey.accounts.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Permission;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class HeldRolesTest {

  @Test
  void rolesAllowTogetherWhatEachAllows() {
    HeldRoles held =
        HeldRoles.read(
            new JsonArray()
                .add(role(BuiltInRole.MEMBER.id().toString(), "member", new JsonArray()))
                .add(
                    role(
                        "01930000-0000-7000-8000-000000000000",
                        "auditor",
                        new JsonArray().add("audit:read"))));
    assertThat(held.permissions())
        .containsExactlyInAnyOrder(
            Permission.ORG_READ, Permission.TEAMS_READ, Permission.AUDIT_READ);
  }

  @Test
  void aPermissionThatThisVersionDoesNotKnowAllowsNothing() {
    HeldRoles held =
        HeldRoles.read(
            new JsonArray()
                .add(
                    role(
                        "01930000-0000-7000-8000-000000000000",
                        "x",
                        new JsonArray().add("world:rule"))));
    assertThat(held.permissions()).isEmpty();
    assertThat(HeldRoles.read(null).permissions()).isEmpty();
  }

  @Test
  void theBuiltInRolesNestAndOnlyTheOwnerMayEverything() {
    assertThat(BuiltInRole.OWNER.permissions()).containsExactlyInAnyOrder(Permission.values());
    assertThat(BuiltInRole.ADMIN.permissions())
        .containsAll(BuiltInRole.MEMBER.permissions())
        .doesNotContain(Permission.USERS_IMPERSONATE, Permission.TOKENS_MANAGE);
  }

  private static JsonObject role(String id, String name, JsonArray permissions) {
    return new JsonObject().put("id", id).put("name", name).put("permissions", permissions);
  }
}
