package dev.latchkey.router.jsonapi;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeRoles;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.NumberedUsers;
import dev.latchkey.api.accounts.RoleDetailView;
import dev.latchkey.api.accounts.RoleList;
import dev.latchkey.api.accounts.RoleView;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Documents of people, with the roles that they hold and what these allow. */
record Users(Bus bus) {

  /** Whom a path names; the contract has let in a UUID. */
  static PersonId user(Call call) {
    return PersonId.of(call.path("user_id"));
  }

  /** A document of one person. */
  Future<Reply> one(int status, Caller caller, MemberView user) {
    UserResource resource = resource(caller, user);
    return document(caller, resource).map(document -> Reply.of(status, document.json()));
  }

  /** A document of one person, to which more can be added. */
  Future<Document> document(Caller caller, UserResource user) {
    return included(caller, user.roles())
        .map(included -> Document.of(user.json()).including(included));
  }

  /** A page of people. */
  Future<Reply> page(Caller caller, NumberedUsers page) {
    List<UserResource> users = page.items().stream().map(each -> resource(caller, each)).toList();
    List<RoleView> roles = users.stream().flatMap(each -> each.roles().stream()).toList();
    return included(caller, roles)
        .map(
            included ->
                Document.of(users.stream().map(UserResource::json).toList())
                    .including(included)
                    .counting(page.total(), page.totalFiltered()))
        .map(document -> Reply.ok(document.json()));
  }

  /** Tells of somebody who was not found by the id that was asked for. */
  static <T> Future<T> named(String id, Future<T> asked) {
    return asked.recover(
        cause ->
            Future.failedFuture(
                Failure.NOT_FOUND.equals(failure(cause))
                    ? Failure.NOT_FOUND.refusal(id + " not found")
                    : cause));
  }

  static UserResource resource(Caller caller, MemberView user) {
    return UserResource.of(user, Objects.requireNonNull(caller.organization()));
  }

  private Future<Collection<JsonObject>> included(Caller caller, List<RoleView> roles) {
    Set<RoleId> ids = roles.stream().map(RoleView::id).collect(toUnmodifiableSet());
    return ids.isEmpty()
        ? Future.succeededFuture(List.of())
        : bus.ask(new DescribeRoles(caller, ids, false)).map(known -> resources(roles, known));
  }

  private static Collection<JsonObject> resources(List<RoleView> roles, RoleList known) {
    Map<RoleId, RoleDetailView> details =
        known.items().stream().collect(toUnmodifiableMap(RoleDetailView::id, each -> each));
    List<JsonObject> resources = new ArrayList<>();
    Stream.concat(
            known.items().stream().map(RoleResource::of),
            roles.stream().filter(each -> !details.containsKey(each.id())).map(RoleResource::of))
        .forEach(resources::add);
    known.items().stream()
        .flatMap(each -> each.permissions().stream())
        .distinct()
        .sorted()
        .map(PermissionResource::of)
        .forEach(resources::add);
    return resources;
  }

  private static Failure failure(Throwable cause) {
    return cause instanceof dev.latchkey.api.bus.Refusal refusal
        ? refusal.failure()
        : Failure.INTERNAL;
  }
}
