package dev.latchkey.router.product;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.notifications.PushPlatform;
import dev.latchkey.api.notifications.PushTokenView;
import dev.latchkey.api.notifications.RegisterPushToken;
import dev.latchkey.api.notifications.UnregisterPushToken;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Which devices take notices of the caller. */
final class DeviceOperations {

  private DeviceOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "users_push_tokens_create",
            RegisterPushToken.class,
            call ->
                new RegisterPushToken(
                    Oneself.of(call), call.text("token"), PushPlatform.of(call.text("platform"))),
            DeviceOperations::kept),
        SurfaceOperation.of(
            bus,
            "users_push_tokens_unregister_create",
            UnregisterPushToken.class,
            call -> new UnregisterPushToken(Oneself.of(call), call.text("token")),
            done -> Reply.noContent()));
  }

  private static Reply kept(PushTokenView token) {
    return Reply.ok(
        new JsonObject()
            .put("id", token.id().toString())
            .put("platform", token.platform().wireName())
            .put("created_at", token.createdAt().toString())
            .put("last_seen_at", token.lastSeenAt().toString()));
  }
}
