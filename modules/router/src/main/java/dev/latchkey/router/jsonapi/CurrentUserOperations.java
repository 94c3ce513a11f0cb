package dev.latchkey.router.jsonapi;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UpdateUser;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The person whom the keys belong to. */
record CurrentUserOperations(Bus bus, Users users) {

  static List<SurfaceOperation> of(Bus bus, Users users) {
    CurrentUserOperations all = new CurrentUserOperations(bus, users);
    return List.of(
        SurfaceOperation.of(
            "getCurrentUser",
            DescribeMe.class,
            call ->
                bus.ask(new DescribeMe(call.caller()))
                    .compose(me -> all.answer(call.caller(), me))),
        SurfaceOperation.of("updateCurrentUser", UpdateMe.class, all::update));
  }

  /** A person as they see themselves; {@link Failure#FORBIDDEN} for a token that is nobody's. */
  static UserResource resource(Me me) {
    return Optional.ofNullable(me.user())
        .map(
            user ->
                UserResource.of(
                    user,
                    me.memberships().stream()
                        .filter(each -> each.organization().equals(me.organization()))
                        .findFirst()))
        .orElseThrow(Failure.FORBIDDEN::refusal);
  }

  private Future<Reply> answer(Caller caller, Me me) {
    return users
        .document(caller, resource(me))
        .map(
            document ->
                document.including(
                    Stream.ofNullable(me.organization()).map(OrganizationResource::of).toList()))
        .map(document -> Reply.ok(document.json()));
  }

  private Future<Reply> update(Call call) {
    Caller caller = call.caller();
    UserChange change = UserChange.of(call);
    if (!change.id().equals(caller.person().toString())) {
      return Future.succeededFuture(ErrorTexts.mismatch());
    }
    return state(caller, change)
        .compose(unchanged -> bus.ask(new DescribeMe(caller)))
        .compose(me -> bus.ask(request(caller, change, me)))
        .compose(me -> answer(caller, me));
  }

  /** To send the address that they have along with the rest is no change of it. */
  private static UpdateMe request(Caller caller, UserChange change, Me me) {
    String present = me.user() == null ? null : me.user().email();
    String email = change.email();
    boolean same = email == null || email.equalsIgnoreCase(present);
    return new UpdateMe(caller, change.set(), change.clear(), same ? null : email, null);
  }

  /** To disable oneself is refused by whoever disables people, before anything is changed. */
  private Future<?> state(Caller caller, UserChange change) {
    return Boolean.TRUE.equals(change.disabled())
        ? bus.ask(
            new UpdateUser(caller, caller.person(), Map.of(), Set.of(), null, null, null, true))
        : Future.succeededFuture();
  }
}
