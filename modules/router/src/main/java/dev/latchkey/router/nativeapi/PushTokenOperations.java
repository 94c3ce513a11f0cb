package dev.latchkey.router.nativeapi;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.notifications.PushPlatform;
import dev.latchkey.api.notifications.RegisterPushToken;
import dev.latchkey.api.notifications.UnregisterPushToken;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import java.util.List;

/** Which of the caller's devices take notices. */
final class PushTokenOperations {

  private PushTokenOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "registerPushToken",
            RegisterPushToken.class,
            call ->
                new RegisterPushToken(
                    call.caller(), call.text("token"), PushPlatform.of(call.text("platform"))),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "unregisterPushToken",
            UnregisterPushToken.class,
            call -> new UnregisterPushToken(call.caller(), call.text("token")),
            done -> Reply.noContent()));
  }
}
