package dev.latchkey.router.product;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.CancelEmailChange;
import dev.latchkey.api.accounts.DescribeAccount;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.SkipOnboarding;
import dev.latchkey.api.accounts.SkipReason;
import dev.latchkey.api.accounts.UpdatePreferences;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What answers the whole user, but for the change of it. */
final class AccountOperations {

  private AccountOperations() {}

  static List<SurfaceOperation> of(Bus bus, FullUser user) {
    return List.of(
        SurfaceOperation.of(
                "users_retrieve", DescribeAccount.class, call -> retrieve(user, Oneself.of(call)))
            .or(DescribeMe.class),
        SurfaceOperation.of(
            "users_onboarding_skip_create",
            SkipOnboarding.class,
            call ->
                bus.ask(skip(Oneself.of(call), call)).compose(skipped -> user.of(call.caller()))),
        SurfaceOperation.of(
            "users_scene_personalisation_create",
            UpdatePreferences.class,
            call ->
                bus.ask(scene(Oneself.signedIn(call), call))
                    .compose(changed -> user.of(call.caller()))),
        SurfaceOperation.of(
            "users_cancel_email_change_request_partial_update",
            CancelEmailChange.class,
            call ->
                bus.ask(new CancelEmailChange(call.caller()))
                    .compose(cancelled -> user.of(call.caller()))));
  }

  private static Future<Reply> retrieve(FullUser user, Caller caller) {
    return user.admit(caller).compose(admitted -> user.of(caller));
  }

  private static SkipOnboarding skip(Caller caller, Call call) {
    return new SkipOnboarding(
        caller, SkipReason.of(call.text("reason")), call.optionalText("step_at_skip"));
  }

  private static UpdatePreferences scene(Caller caller, Call call) {
    Map<String, Object> dashboards =
        Map.of(call.text("scene"), String.valueOf(call.body().getValue("dashboard")));
    return new UpdatePreferences(
        caller,
        Map.of("scenePersonalisation", Map.of(UserChange.place(caller.organization()), dashboards)),
        Set.of(),
        null);
  }
}
