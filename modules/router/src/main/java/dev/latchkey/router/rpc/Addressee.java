package dev.latchkey.router.rpc;

import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.FindUser;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.UserView;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.router.surface.Call;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.function.Function;

/**
 * Whom a handle names: the caller, which everybody may be told, or somebody else of their
 * organisation, which wants the permission to see people.
 */
final class Addressee {

  private Addressee() {}

  /** Asks as one of the two, whichever it is. */
  static <T> Future<T> either(
      Bus bus,
      Call call,
      String userName,
      Function<Me, Future<T>> oneself,
      Function<MemberView, Future<T>> another) {
    return bus.ask(new DescribeMe(call.caller()))
        .compose(
            me ->
                isNamed(me, userName)
                    ? oneself.apply(me)
                    : find(bus, call, userName).compose(another));
  }

  /** Somebody by their handle; the caller too. */
  static Future<MemberView> find(Bus bus, Call call, String userName) {
    return bus.ask(new FindUser(call.caller(), userName));
  }

  /** The same, of whom nothing but the id matters. */
  static Future<PersonId> id(Bus bus, Call call, String userName) {
    return find(bus, call, userName).map(MemberView::id);
  }

  private static boolean isNamed(Me me, String userName) {
    UserView user = me.user();
    return user != null && user.userName().equals(userName.strip().toLowerCase(Locale.ROOT));
  }
}
