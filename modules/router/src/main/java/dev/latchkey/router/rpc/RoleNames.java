package dev.latchkey.router.rpc;

import dev.latchkey.api.accounts.RoleDetailView;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.router.surface.AllRoles;
import dev.latchkey.router.surface.Call;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Roles by their names, which is how this API knows them. */
final class RoleNames {

  private RoleNames() {}

  /** Their ids; {@link Failure#NOT_FOUND} when one is no role of the organisation. */
  static Future<Set<RoleId>> ids(Bus bus, Call call, Set<String> names) {
    return names.isEmpty()
        ? Future.succeededFuture(Set.of())
        : AllRoles.of(bus, call.caller()).map(roles -> ids(roles, names));
  }

  private static Set<RoleId> ids(List<RoleDetailView> roles, Set<String> names) {
    Set<RoleId> found =
        roles.stream()
            .filter(each -> names.contains(each.name()))
            .map(RoleDetailView::id)
            .collect(Collectors.toUnmodifiableSet());
    if (found.size() < names.size()) {
      throw Failure.NOT_FOUND.refusal("There is no role of that name.");
    }
    return found;
  }
}
