package dev.latchkey.router.product;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Request;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The change of a user: the password first, as it is refused most easily, then the profile with the
 * address, then the preferences. Each of the three is made wholly or not at all; the first refusal
 * ends it. What can be known to be refused, is before anything is done.
 */
record UserUpdate(Bus bus, FullUser user) {

  static List<SurfaceOperation> of(Bus bus, FullUser user) {
    return List.of(
        SurfaceOperation.of(
            "users_partial_update", UpdateMe.class, new UserUpdate(bus, user)::update));
  }

  private Future<Reply> update(Call call) {
    Caller caller = Oneself.of(call);
    return withoutOwnAddress(caller, new UserChange(call.body()))
        .map(change -> permitted(caller, change))
        .compose(
            change ->
                change
                    .refusal(caller)
                    .map(Future::succeededFuture)
                    .orElseGet(() -> carryOut(caller, change).compose(done -> user.of(caller))));
  }

  /** Clients send the whole form: the address that somebody has is no change, in whatever case. */
  private Future<UserChange> withoutOwnAddress(Caller caller, UserChange change) {
    String wanted = change.email();
    return wanted == null
        ? Future.succeededFuture(change)
        : bus.ask(new DescribeMe(caller))
            .map(me -> Objects.requireNonNull(me.user()).email())
            .map(email -> wanted.equalsIgnoreCase(email) ? change.withoutEmail() : change);
  }

  /** As the modules would refuse it, but before the first of them has done its part. */
  private static UserChange permitted(Caller caller, UserChange change) {
    if (caller.token() != null && (change.isSensitive() || change.password() != null)) {
      throw Failure.LOGIN_REQUIRED.refusal();
    }
    if (change.isSensitive() && !caller.fresh()) {
      throw Failure.REAUTHENTICATION_REQUIRED.refusal();
    }
    return change;
  }

  private Future<?> carryOut(Caller caller, UserChange change) {
    return password(caller, change)
        .compose(changed -> ask(change.profile(caller)))
        .compose(changed -> ask(change.preferences(caller)));
  }

  private Future<?> password(Caller caller, UserChange change) {
    String wanted = change.password();
    String current = change.currentPassword();
    return wanted == null || current == null
        ? Future.succeededFuture()
        : bus.ask(new ChangePassword(caller, current, wanted, true));
  }

  private <R extends Record, Q extends Record & Request<R>> Future<?> ask(Optional<Q> wanted) {
    return wanted.<Future<?>>map(bus::ask).orElseGet(Future::succeededFuture);
  }
}
