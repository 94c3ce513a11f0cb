package dev.latchkey.accounts.role;

import dev.latchkey.accounts.list.PageRequest;
import dev.latchkey.accounts.list.Pages;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.CreateRole;
import dev.latchkey.api.accounts.DeleteRole;
import dev.latchkey.api.accounts.DescribeRoles;
import dev.latchkey.api.accounts.ListRoles;
import dev.latchkey.api.accounts.RoleDetailView;
import dev.latchkey.api.accounts.RoleList;
import dev.latchkey.api.accounts.RolePage;
import dev.latchkey.api.accounts.UpdateRole;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.Set;

/** The roles of an organisation: listing them, making, changing and deleting its own. */
public final class Roles {

  /** How many roles of its own an organisation may have (chosen, not measured). */
  static final int MOST = 100;

  /** All that an organisation can have, and some (chosen, not measured). */
  private static final int MOST_DESCRIBED = 200;

  private final Database database;
  private final Once once;
  private final Pages pages;

  public Roles(Database database, Once once, Pages pages) {
    this.database = database;
    this.once = once;
    this.pages = pages;
  }

  /** Answers {@link ListRoles}. */
  public Future<RolePage> list(ListRoles request) {
    return Future.succeededFuture(request.caller())
        .map(Tenancy::of)
        .compose(organization -> list(organization, request));
  }

  private Future<RolePage> list(OrganizationId organization, ListRoles request) {
    return pages
        .read(
            new PageRequest("roles:" + organization, request.limit(), request.marker()),
            (after, limit) ->
                RoleStore.list(database, organization, after, limit, request.counting()),
            role -> role.id().value())
        .map(page -> new RolePage(page.items(), page.marker()));
  }

  /** Answers {@link DescribeRoles}. */
  public Future<RoleList> describe(DescribeRoles request) {
    Caller caller = request.caller();
    if (request.roles().size() > MOST_DESCRIBED) {
      return Future.failedFuture(
          Failure.INVALID_REQUEST.refusal("Name at most " + MOST_DESCRIBED + " roles."));
    }
    return Future.succeededFuture(caller)
        .map(Tenancy::of)
        .compose(
            organization ->
                RoleStore.find(
                    database, organization, caller.person(), request.roles(), request.counting()))
        .map(found -> found.stream().filter(each -> RoleRules.isKnown(caller, each)))
        .map(known -> new RoleList(known.map(RoleStore.Found::role).toList()));
  }

  /** Answers {@link CreateRole}. */
  public Future<RoleDetailView> create(CreateRole request) {
    return Future.succeededFuture(request)
        .map(Roles::content)
        .compose(
            content ->
                once.transaction(
                    request, RoleDetailView.class, sql -> create(sql, request.caller(), content)));
  }

  private static RoleContent content(CreateRole request) {
    return new RoleContent(
        RoleRules.name(request.name()), RoleRules.held(request.caller(), request.permissions()));
  }

  private static Future<RoleDetailView> create(Sql sql, Caller caller, RoleContent content) {
    OrganizationId organization = Tenancy.of(caller);
    RoleId id = new RoleId(Ids.next());
    return RoleStore.lockAndCount(sql, organization)
        .compose(
            count ->
                count < MOST
                    ? RoleStore.add(sql, organization, id, content)
                    : Future.failedFuture(Failure.TOO_MANY_ROLES.refusal()))
        .compose(
            made -> EventLog.append(sql, change(caller, EventType.ROLE_CREATED, made)).map(made));
  }

  /** Answers {@link UpdateRole}. */
  public Future<RoleDetailView> update(UpdateRole request) {
    return Future.succeededFuture(request)
        .map(Roles::content)
        .compose(
            content ->
                once.transaction(
                    request, RoleDetailView.class, sql -> update(sql, request, content)));
  }

  private static RoleContent content(UpdateRole request) {
    RoleRules.own(request.role());
    String name = request.name();
    Set<Permission> permissions = request.permissions();
    return new RoleContent(
        name == null ? null : RoleRules.name(name),
        permissions == null ? null : RoleRules.held(request.caller(), permissions));
  }

  private static Future<RoleDetailView> update(Sql sql, UpdateRole request, RoleContent content) {
    OrganizationId organization = Tenancy.of(request.caller());
    return RoleStore.lock(sql, organization, request.role())
        .map(role -> RoleRules.changeable(request, role))
        .compose(
            before ->
                RoleStore.change(sql, organization, before.id(), content)
                    .compose(after -> told(sql, request.caller(), before, after)));
  }

  private static Future<RoleDetailView> told(
      Sql sql, Caller caller, RoleDetailView before, RoleDetailView after) {
    Change change =
        change(caller, EventType.ROLE_UPDATED, after)
            .with("nameBefore", before.name())
            .with("permissionsBefore", wireNames(before.permissions()));
    return EventLog.append(sql, change).map(after);
  }

  /** Answers {@link DeleteRole}. */
  public Future<Done> delete(DeleteRole request) {
    return Future.succeededFuture(request.role())
        .map(RoleRules::own)
        .compose(role -> once.transaction(request, Done.class, sql -> delete(sql, request)));
  }

  private static Future<Done> delete(Sql sql, DeleteRole request) {
    return RoleStore.lock(sql, Tenancy.of(request.caller()), request.role())
        .compose(role -> delete(sql, request.caller(), role))
        .map(Done.DONE);
  }

  private static Future<Void> delete(Sql sql, Caller caller, RoleDetailView role) {
    OrganizationId organization = Tenancy.of(caller);
    return Future.succeededFuture(role.permissions())
        .map(permissions -> RoleRules.held(caller, permissions))
        .compose(held -> RoleStore.countHolders(sql, organization, role.id()))
        .map(RoleRules::unheld)
        .compose(unheld -> RoleStore.delete(sql, organization, role.id()))
        .compose(deleted -> EventLog.append(sql, change(caller, EventType.ROLE_DELETED, role)));
  }

  private static Change change(Caller caller, EventType type, RoleDetailView role) {
    return Change.by(caller, type)
        .about("role", role.id().value())
        .with("name", role.name())
        .with("permissions", wireNames(role.permissions()));
  }

  private static JsonArray wireNames(Set<Permission> permissions) {
    return permissions.stream()
        .map(Permission::wireName)
        .sorted()
        .collect(JsonArray::new, JsonArray::add, JsonArray::addAll);
  }
}
