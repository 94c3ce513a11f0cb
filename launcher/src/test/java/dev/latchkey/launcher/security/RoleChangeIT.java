package dev.latchkey.launcher.security;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import io.vertx.core.json.JsonArray;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** a change of what a role allows counts from the next request on, by the same token. */
class RoleChangeIT {

  private Actor owner;
  private Actor holder;
  private UUID role;

  @BeforeEach
  void populate() {
    MatrixWorld world = MatrixWorld.on(SharedNode.get());
    UUID home = world.organization();
    role = world.emptyRole(home);
    owner = world.actor(home, world.role("owner"));
    holder = world.actor(home, role);
  }

  private void allow(String... permissions) {
    JsonArray names = new JsonArray();
    for (String permission : permissions) {
      names.add(permission);
    }
    owner.login().ask(Ask.patch("/org/roles/" + role, "permissions", names)).expect(200);
  }

  @Test
  void theTokenThatWasRefusedIsLetInAndRefusedAgain() {
    Ask roles = Ask.get("/org/roles");
    holder.login().ask(roles).expect(403, "forbidden");
    allow("roles:read");
    holder.login().ask(roles).expect(200);
    allow("org:read");
    holder.login().ask(roles).expect(403, "forbidden");
    holder.login().ask(Ask.get("/org")).expect(200);
  }

  @Test
  void whoMayManageRolesGivesNobodyMoreThanTheyHold() {
    allow("roles:manage", "roles:read");
    Ask more = Ask.patch("/org/roles/" + role, "permissions", new JsonArray().add("users:manage"));
    holder.login().ask(more).expect(403, "permission_not_held");
    holder.login().ask(Ask.patch("/org/roles/" + owner.id(), "name", "x")).expect(404, "not_found");
  }
}
