package dev.latchkey.router.jsonapi;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AssignRoles;
import dev.latchkey.api.accounts.DescribeRoles;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.ListUsersByNumber;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.RoleView;
import dev.latchkey.api.accounts.UserFilter;
import dev.latchkey.api.accounts.UserSort;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Who holds a role. */
record RoleUserOperations(Bus bus, Users users) {

  private static final int FIRST_PAGE_SIZE = 10;

  static List<SurfaceOperation> of(Bus bus, Users users) {
    RoleUserOperations all = new RoleUserOperations(bus, users);
    return List.of(
        SurfaceOperation.of("listRoleUsers", ListUsersByNumber.class, all::list),
        SurfaceOperation.of("addUserToRole", AssignRoles.class, call -> all.assign(call, Set::add)),
        SurfaceOperation.of(
            "removeUserFromRole", AssignRoles.class, call -> all.assign(call, Set::remove)));
  }

  private Future<Reply> list(Call call) {
    RoleId role = RoleOperations.role(call);
    return Users.named(role.toString(), known(call.caller(), role))
        .compose(known -> holders(call.caller(), ListQuery.of(call).users(call.caller(), role)));
  }

  private Future<Reply> holders(Caller caller, ListUsersByNumber request) {
    return bus.ask(request).compose(page -> users.page(caller, page));
  }

  private Future<RoleId> known(Caller caller, RoleId role) {
    return bus.ask(new DescribeRoles(caller, Set.of(role), false))
        .map(found -> found.items().stream().findFirst().orElseThrow(Failure.NOT_FOUND::refusal))
        .map(role);
  }

  /** The others that they hold stay, also if somebody gives or takes one at the same moment. */
  private Future<Reply> assign(Call call, BiConsumer<Set<RoleId>, RoleId> change) {
    Caller caller = call.caller();
    RoleId role = RoleOperations.role(call);
    PersonId user = PersonId.of(call.body().getJsonObject("data").getString("id"));
    return Users.named(role.toString(), known(caller, role))
        .compose(
            known ->
                Users.named(user.toString(), bus.ask(new DescribeUser(caller, user)))
                    .compose(found -> bus.ask(assignment(caller, found, role, change))))
        .compose(assigned -> holders(caller, firstPage(caller, role)));
  }

  private static AssignRoles assignment(
      Caller caller, MemberView user, RoleId role, BiConsumer<Set<RoleId>, RoleId> change) {
    Set<RoleId> roles =
        user.roles().stream().map(RoleView::id).collect(Collectors.toCollection(HashSet::new));
    change.accept(roles, role);
    return new AssignRoles(caller, user.id(), roles, user.version());
  }

  private static ListUsersByNumber firstPage(Caller caller, RoleId role) {
    return new ListUsersByNumber(
        caller, new UserFilter(null, Set.of(), role), UserSort.NAME, false, 0, FIRST_PAGE_SIZE);
  }
}
