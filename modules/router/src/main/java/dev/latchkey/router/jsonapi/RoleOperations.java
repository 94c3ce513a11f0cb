package dev.latchkey.router.jsonapi;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.CreateRole;
import dev.latchkey.api.accounts.DeleteRole;
import dev.latchkey.api.accounts.DescribeRoles;
import dev.latchkey.api.accounts.ListPermissions;
import dev.latchkey.api.accounts.ListRoles;
import dev.latchkey.api.accounts.PermissionView;
import dev.latchkey.api.accounts.RoleDetailView;
import dev.latchkey.api.accounts.UpdateRole;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.router.surface.AllRoles;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The roles of the caller's organisation, and what there is to allow. */
record RoleOperations(Bus bus) {

  static List<SurfaceOperation> of(Bus bus) {
    RoleOperations all = new RoleOperations(bus);
    return List.of(
        SurfaceOperation.of(
            bus,
            "listPermissions",
            ListPermissions.class,
            call -> new ListPermissions(call.caller()),
            found ->
                Reply.ok(
                    Document.of(
                            PermissionResource.of(
                                found.items().stream().map(PermissionView::name).toList()))
                        .json())),
        SurfaceOperation.of("listRoles", ListRoles.class, all::list),
        SurfaceOperation.of("getRole", ListRoles.class, all::get),
        SurfaceOperation.of(
            bus, "createRole", CreateRole.class, RoleOperations::create, made -> reply(made)),
        SurfaceOperation.of("updateRole", UpdateRole.class, all::update),
        SurfaceOperation.of("deleteRole", DeleteRole.class, all::delete));
  }

  static RoleId role(Call call) {
    return RoleId.of(call.path("role_id"));
  }

  private static Reply reply(RoleDetailView role) {
    return Reply.ok(Document.of(RoleResource.of(role)).json());
  }

  /** An organisation has few enough roles to read them all. */
  private Future<Reply> list(Call call) {
    return AllRoles.counted(bus, call.caller()).map(roles -> page(ListQuery.of(call), roles));
  }

  private static Reply page(ListQuery query, List<RoleDetailView> roles) {
    String filter = String.valueOf(query.filter()).toLowerCase(Locale.ROOT);
    List<RoleDetailView> found =
        roles.stream()
            .filter(
                each ->
                    query.filter() == null || each.name().toLowerCase(Locale.ROOT).contains(filter))
            .sorted(order(query))
            .toList();
    List<JsonObject> page =
        found.stream()
            .skip((long) query.page() * query.size())
            .limit(query.size())
            .map(RoleResource::of)
            .toList();
    return Reply.ok(Document.of(page).counting(roles.size(), found.size()).json());
  }

  private static Comparator<RoleDetailView> order(ListQuery query) {
    Comparator<RoleDetailView> order =
        query.sort().equals("modified_at")
            ? Comparator.comparing(RoleDetailView::updatedAt)
            : Comparator.comparing(role -> role.name().toLowerCase(Locale.ROOT));
    Comparator<RoleDetailView> total = order.thenComparing(role -> role.id().toString());
    return query.descending() ? total.reversed() : total;
  }

  private Future<Reply> get(Call call) {
    RoleId role = role(call);
    return Users.named(role.toString(), find(call.caller(), role)).map(RoleOperations::reply);
  }

  private Future<RoleDetailView> find(Caller caller, RoleId role) {
    return bus.ask(new DescribeRoles(caller, Set.of(role), true))
        .map(found -> found.items().stream().findFirst().orElseThrow(Failure.NOT_FOUND::refusal));
  }

  private static CreateRole create(Call call) {
    JsonObject data = call.body().getJsonObject("data");
    return new CreateRole(
        call.caller(), data.getJsonObject("attributes").getString("name"), permissions(data));
  }

  private Future<Reply> update(Call call) {
    JsonObject data = call.body().getJsonObject("data");
    if (!data.getString("id").equals(call.path("role_id"))) {
      return Future.succeededFuture(ErrorTexts.mismatch());
    }
    return RelatedIds.uuid(call.path("role_id"))
        .map(id -> update(call.caller(), new RoleId(id), data))
        .orElseGet(() -> Future.failedFuture(Failure.NOT_FOUND.refusal()));
  }

  private Future<Reply> update(Caller caller, RoleId role, JsonObject data) {
    boolean related =
        data.getJsonObject("relationships", new JsonObject()).containsKey("permissions");
    UpdateRole request =
        new UpdateRole(
            caller,
            role,
            data.getJsonObject("attributes", new JsonObject()).getString("name"),
            related ? permissions(data) : null,
            null);
    return Users.named(role.toString(), bus.ask(request)).map(RoleOperations::reply);
  }

  private Future<Reply> delete(Call call) {
    RoleId role = role(call);
    return Users.named(role.toString(), bus.ask(new DeleteRole(call.caller(), role)))
        .map(done -> Reply.noContent());
  }

  private static Set<Permission> permissions(JsonObject data) {
    return RelatedIds.of(data, "permissions")
        .map(
            id ->
                PermissionResource.find(id)
                    .orElseThrow(
                        () -> Failure.INVALID_REQUEST.refusal("There is no such permission.")))
        .collect(toUnmodifiableSet());
  }
}
