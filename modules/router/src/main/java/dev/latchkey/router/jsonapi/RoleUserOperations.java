package dev.latchkey.router.jsonapi;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.ChangeRoles;
import dev.latchkey.api.accounts.DescribeRoles;
import dev.latchkey.api.accounts.ListUsersByNumber;
import dev.latchkey.api.accounts.NumberedUsers;
import dev.latchkey.api.accounts.RoleDetailView;
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
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Who holds a role. */
record RoleUserOperations(Bus bus, Users users) {

  private static final int FIRST_PAGE_SIZE = 10;

  static List<SurfaceOperation> of(Bus bus, Users users) {
    RoleUserOperations all = new RoleUserOperations(bus, users);
    return List.of(
        SurfaceOperation.of("listRoleUsers", ListUsersByNumber.class, all::list),
        SurfaceOperation.of(
            "addUserToRole",
            ChangeRoles.class,
            call -> all.change(call, (user, role) -> give(call.caller(), user, role))),
        SurfaceOperation.of(
            "removeUserFromRole",
            ChangeRoles.class,
            call -> all.change(call, (user, role) -> take(call.caller(), user, role))));
  }

  private static ChangeRoles give(Caller caller, PersonId user, RoleId role) {
    return new ChangeRoles(caller, user, Set.of(role), Set.of());
  }

  private static ChangeRoles take(Caller caller, PersonId user, RoleId role) {
    return new ChangeRoles(caller, user, Set.of(), Set.of(role));
  }

  /** How many hold the role tells the page, but where it is searched. */
  private Future<Reply> list(Call call) {
    RoleId role = RoleOperations.role(call);
    ListUsersByNumber request = ListQuery.of(call).users(call.caller(), role);
    return known(call.caller(), role, request.filter().search() != null)
        .compose(known -> holders(request, known.holders()));
  }

  private Future<Reply> holders(ListUsersByNumber request, @Nullable Long total) {
    return bus.ask(request)
        .map(page -> counting(page, total == null ? page.totalFiltered() : total))
        .compose(page -> users.page(request.caller(), page));
  }

  private static NumberedUsers counting(NumberedUsers page, long total) {
    return new NumberedUsers(page.items(), total, page.totalFiltered());
  }

  private Future<RoleDetailView> known(Caller caller, RoleId role, boolean counting) {
    return Users.named(
        role.toString(),
        bus.ask(new DescribeRoles(caller, Set.of(role), counting))
            .map(
                found ->
                    found.items().stream().findFirst().orElseThrow(Failure.NOT_FOUND::refusal)));
  }

  private Future<Reply> change(Call call, BiFunction<PersonId, RoleId, ChangeRoles> request) {
    RoleId role = RoleOperations.role(call);
    PersonId user = PersonId.of(call.body().getJsonObject("data").getString("id"));
    return known(call.caller(), role, false)
        .compose(known -> Users.named(user.toString(), bus.ask(request.apply(user, role))))
        .compose(changed -> holders(firstPage(call.caller(), role), null));
  }

  private static ListUsersByNumber firstPage(Caller caller, RoleId role) {
    return new ListUsersByNumber(
        caller, new UserFilter(null, Set.of(), role), UserSort.NAME, false, 0, FIRST_PAGE_SIZE);
  }
}
