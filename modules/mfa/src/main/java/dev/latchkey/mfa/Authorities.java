package dev.latchkey.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.UserView;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import io.vertx.core.Future;
import java.util.Optional;

/** Asks accounts about callers. Thread-safe. */
final class Authorities {

  private final Bus bus;

  Authorities(Bus bus) {
    this.bus = bus;
  }

  /**
   * What the organisation that the caller acts in demands, and which of their logins count; {@link
   * Failure#UNAUTHENTICATED} for somebody who may not sign in there any more.
   */
  Future<Authority> of(Caller caller) {
    return bus.ask(new DescribeAuthority(caller.person(), caller.organization()))
        .recover(
            cause ->
                Future.failedFuture(isNotFound(cause) ? Failure.UNAUTHENTICATED.refusal() : cause));
  }

  /** What the caller calls their account: the primary address, or their handle without one. */
  Future<String> accountName(Caller caller) {
    return bus.ask(new DescribeMe(caller)).map(Authorities::accountName);
  }

  private static String accountName(Me me) {
    UserView user = Optional.ofNullable(me.user()).orElseThrow(Failure.UNAUTHENTICATED::refusal);
    return Optional.ofNullable(user.email()).orElse(user.userName());
  }

  private static boolean isNotFound(Throwable cause) {
    return cause instanceof Refusal refusal && refusal.failure() == Failure.NOT_FOUND;
  }
}
