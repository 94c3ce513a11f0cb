package dev.latchkey.router.product;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.accounts.TokenSummary;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Where the caller belongs, and what their credential may do: what clients ask for first. */
final class OrganizationOperations {

  private static final String EVERYTHING = "*";

  private OrganizationOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        describing(bus, "organizations_list", (me, call) -> list(me)),
        describing(
            bus,
            "organizations_retrieve",
            (me, call) -> new Organizations(me).json(named(me, call))),
        describing(
            bus,
            "organizations_projects_list",
            (me, call) -> page(Stream.of(Organizations.project(named(me, call))))),
        describing(bus, "personal_api_keys_retrieve", (me, call) -> key(me)));
  }

  private static SurfaceOperation describing(
      Bus bus, String id, BiFunction<Me, Call, JsonObject> view) {
    return SurfaceOperation.of(
        id,
        DescribeMe.class,
        call -> bus.ask(new DescribeMe(person(call))).map(me -> Reply.ok(view.apply(me, call))));
  }

  /** A token of an organisation has no account here. */
  private static Caller person(Call call) {
    if (call.caller().speaksForOrganization()) {
      throw Failure.LOGIN_REQUIRED.refusal();
    }
    return call.caller();
  }

  private static JsonObject list(Me me) {
    Organizations organizations = new Organizations(me);
    return page(organizations.own().map(organizations::json));
  }

  private static OrganizationView named(Me me, Call call) {
    return new Organizations(me)
        .named(call.path("organizationId"))
        .orElseThrow(Failure.NOT_FOUND::refusal);
  }

  private static JsonObject page(Stream<JsonObject> all) {
    JsonArray results = new JsonArray(all.toList());
    return new JsonObject()
        .put("count", results.size())
        .putNull("next")
        .putNull("previous")
        .put("results", results);
  }

  /** A login may all that its person may. */
  private static JsonObject key(Me me) {
    TokenSummary token = me.token();
    return new JsonObject()
        .put("scopes", new JsonArray(token == null ? List.of(EVERYTHING) : scopes(token).toList()))
        .put("scoped_teams", new JsonArray())
        .put(
            "scoped_organizations",
            new JsonArray(
                Stream.ofNullable(me.organization()).map(it -> it.id().toString()).toList()));
  }

  /** By our names, and by those that clients of this API know. */
  private static Stream<String> scopes(TokenSummary token) {
    return token.permissions().stream()
        .sorted()
        .flatMap(each -> Stream.concat(Stream.of(each.wireName()), known(each)));
  }

  private static Stream<String> known(Permission permission) {
    return permission.aliases().stream().filter(alias -> alias.contains(":")).sorted();
  }
}
