package dev.latchkey.router.product;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.router.surface.Call;

/** A path names a person, and takes nobody but the caller. */
final class Oneself {

  private static final String ME = "@me";

  private Oneself() {}

  /**
   * The caller, as the path names them.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#FORBIDDEN} when it names somebody else, be
   *     there such a one or not
   */
  static Caller of(Call call) {
    Caller caller = call.caller();
    String named = call.path("uuid");
    if (!named.equals(ME) && !named.equalsIgnoreCase(caller.person().toString())) {
      throw Failure.FORBIDDEN.refusal("Only @me, or your own id, can be named here.");
    }
    return caller;
  }

  /**
   * As {@link #of}, for what no API token does.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#LOGIN_REQUIRED} besides
   */
  static Caller signedIn(Call call) {
    Caller caller = of(call);
    if (caller.token() != null) {
      throw Failure.LOGIN_REQUIRED.refusal();
    }
    return caller;
  }
}
