package dev.latchkey.router.nativeapi;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.CreateRole;
import dev.latchkey.api.accounts.DeleteRole;
import dev.latchkey.api.accounts.ListPermissions;
import dev.latchkey.api.accounts.ListRoles;
import dev.latchkey.api.accounts.RoleDetailView;
import dev.latchkey.api.accounts.UpdateRole;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The roles of the caller's organisation, and the catalogue of what a role may allow. */
final class RoleOperations {

  private RoleOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "listPermissions",
            ListPermissions.class,
            call -> new ListPermissions(call.caller()),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "listRoles",
            ListRoles.class,
            call -> new ListRoles(call.caller(), call.limit(), call.marker(), false),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "createRole",
            CreateRole.class,
            call -> new CreateRole(call.caller(), call.text("name"), permissions(call)),
            role -> tagged(Reply.created(role, Paths.ROLES + "/" + role.id()), role)),
        SurfaceOperation.of(
            bus,
            "updateRole",
            UpdateRole.class,
            RoleOperations::update,
            role -> tagged(Reply.ok(role), role)),
        SurfaceOperation.of(
            bus,
            "deleteRole",
            DeleteRole.class,
            call -> new DeleteRole(call.caller(), roleId(call)),
            done -> Reply.noContent()));
  }

  private static UpdateRole update(Call call) {
    return new UpdateRole(
        call.caller(),
        roleId(call),
        call.optionalText("name"),
        call.body().containsKey("permissions") ? permissions(call) : null,
        EntityTag.expected(call.header("If-Match")));
  }

  /** The contract has let in names and aliases of the catalogue alone. */
  private static Set<Permission> permissions(Call call) {
    JsonArray names = call.body().getJsonArray("permissions");
    return names.stream()
        .map(name -> Permission.called((String) name))
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Reply tagged(Reply reply, RoleDetailView role) {
    return reply.with(HttpHeaders.ETAG, EntityTag.of(role.version()));
  }

  private static RoleId roleId(Call call) {
    return RoleId.of(call.path("roleId"));
  }
}
