package dev.latchkey.router.tenant;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.ListRoles;
import dev.latchkey.api.accounts.RoleDetailView;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.surface.AllRoles;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The roles that the people of the token's organisation may have. */
final class RoleList {

  private final Bus bus;

  RoleList(Bus bus) {
    this.bus = bus;
  }

  List<SurfaceOperation> operations() {
    return List.of(SurfaceOperation.of("listRoles", ListRoles.class, this::list));
  }

  private Future<Reply> list(Call call) {
    PageNumber page = PageNumber.of(call);
    return AllRoles.of(bus, call.caller())
        .map(
            roles ->
                page.json(
                    page.of(roles).stream().map(role -> json(call.caller(), role)).toList(),
                    roles.size()))
        .map(json -> Replies.of(200, json));
  }

  private static JsonObject json(Caller caller, RoleDetailView role) {
    return new JsonObject()
        .put("id", role.id().toString())
        .put("name", role.name())
        .put("organizationId", String.valueOf(caller.organization()));
  }
}
