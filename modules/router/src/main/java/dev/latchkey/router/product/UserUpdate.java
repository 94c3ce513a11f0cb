package dev.latchkey.router.product;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.api.sessions.SwitchOrganization;
import dev.latchkey.kernel.bus.Demand;
import dev.latchkey.router.credential.Admittance;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * The change of a user: the password first, as it is refused most easily, then the profile with the
 * address, then the preferences, and at last the move to another organisation, which ends the
 * tokens that it was asked with. Each of the four is made wholly or not at all; the first refusal
 * ends it. What can be known to be refused, is before anything is done.
 */
record UserUpdate(Bus bus, FullUser user) {

  static List<SurfaceOperation> of(Bus bus, FullUser user) {
    return List.of(
        SurfaceOperation.of(
                "users_partial_update", UpdateMe.class, new UserUpdate(bus, user)::update)
            .or(ChangePassword.class)
            .or(SwitchOrganization.class));
  }

  private Future<Reply> update(Call call) {
    Caller caller = Oneself.of(call);
    return bus.ask(new DescribeMe(caller))
        .map(me -> new UserChange(call.body(), me))
        .compose(change -> permitted(caller, change))
        .compose(
            change ->
                change
                    .refusal()
                    .map(Future::succeededFuture)
                    .orElseGet(() -> carryOut(caller, change).map(Reply::ok)));
  }

  /** As the modules would refuse it, but before the first of them has done its part. */
  private Future<UserChange> permitted(Caller caller, UserChange change) {
    Future<Void> admitted = Future.succeededFuture();
    for (Class<? extends Request<?>> type : change.takes(caller)) {
      admitted = admitted.compose(before -> Admittance.of(bus, Demand.of(type), caller));
    }
    return admitted
        .compose(all -> admittedToAnswer(caller, change))
        .map(all -> proven(caller, change));
  }

  /** Nothing is changed by whom the answer would be refused. */
  private Future<Void> admittedToAnswer(Caller caller, UserChange change) {
    Caller then = change.password() == null ? caller : caller.havingChangedPassword();
    return user.admit(then);
  }

  private static UserChange proven(Caller caller, UserChange change) {
    if (change.isSensitive() && caller.token() != null) {
      throw Failure.LOGIN_REQUIRED.refusal();
    }
    if (change.isSensitive() && !caller.fresh()) {
      throw Failure.REAUTHENTICATION_REQUIRED.refusal();
    }
    return change;
  }

  private Future<JsonObject> carryOut(Caller caller, UserChange change) {
    return password(caller, change)
        .compose(
            since ->
                ask(change.profile(since))
                    .compose(changed -> ask(change.preferences(since)))
                    .compose(changed -> arrive(since, change.destination())));
  }

  /** The caller as they are then: a temporary password is none any more. */
  private Future<Caller> password(Caller caller, UserChange change) {
    String wanted = change.password();
    String current = change.currentPassword();
    return wanted == null || current == null
        ? Future.succeededFuture(caller)
        : bus.ask(new ChangePassword(caller, current, wanted, true))
            .map(done -> caller.havingChangedPassword());
  }

  private Future<JsonObject> arrive(Caller caller, Destination destination) {
    return destination
        .elsewhere()
        .map(there -> move(caller, there))
        .orElseGet(() -> user.describe(caller));
  }

  /** Who they are there, and what they may see, is found as at the next request. */
  private Future<JsonObject> move(Caller caller, OrganizationId there) {
    return bus.ask(new SwitchOrganization(caller, there))
        .compose(
            tokens ->
                bus.ask(new Authenticate(tokens.accessToken(), caller.origin()))
                    .compose(user::describe)
                    .map(described -> described.mergeIn(json(tokens))));
  }

  private static JsonObject json(SignedIn tokens) {
    return new JsonObject()
        .put("access_token", tokens.accessToken())
        .put("refresh_token", tokens.refreshToken())
        .put("expires_in", tokens.expiresInSeconds());
  }

  private <R extends Record, Q extends Record & Request<R>> Future<?> ask(Optional<Q> wanted) {
    return wanted.<Future<?>>map(bus::ask).orElseGet(Future::succeededFuture);
  }
}
