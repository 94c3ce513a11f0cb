package dev.latchkey.router.surface;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.ListRoles;
import dev.latchkey.api.accounts.RoleDetailView;
import dev.latchkey.api.bus.Bus;
import io.vertx.core.Future;
import java.util.List;

/** The roles of an organisation, for surfaces that number their pages or know roles by name. */
public final class AllRoles {

  private static final int LONGEST_PAGE = 100;

  private AllRoles() {}

  /** All of the caller's organisation, few enough to be read at once; as {@link ListRoles}. */
  public static Future<List<RoleDetailView>> of(Bus bus, Caller caller) {
    return read(bus, caller, false);
  }

  /** The same, with how many hold each. */
  public static Future<List<RoleDetailView>> counted(Bus bus, Caller caller) {
    return read(bus, caller, true);
  }

  private static Future<List<RoleDetailView>> read(Bus bus, Caller caller, boolean counting) {
    return WholeList.of(
        marker ->
            bus.ask(new ListRoles(caller, LONGEST_PAGE, marker, counting))
                .map(page -> new WholeList.Part<>(page.items(), page.marker())));
  }
}
