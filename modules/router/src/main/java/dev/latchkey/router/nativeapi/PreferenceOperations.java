package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.DescribePreferences;
import dev.latchkey.api.accounts.Preferences;
import dev.latchkey.api.accounts.UpdatePreferences;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** How the caller likes things to be. */
final class PreferenceOperations {

  private PreferenceOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "describePreferences",
            DescribePreferences.class,
            call -> new DescribePreferences(call.caller()),
            PreferenceOperations::tagged),
        SurfaceOperation.of(
            bus,
            "updatePreferences",
            UpdatePreferences.class,
            PreferenceOperations::update,
            PreferenceOperations::tagged));
  }

  private static Reply tagged(Preferences preferences) {
    return Reply.ok(preferences).with(HttpHeaders.ETAG, EntityTag.of(preferences.version()));
  }

  private static UpdatePreferences update(Call call) {
    MergePatch patch = MergePatch.of(call.body());
    return new UpdatePreferences(
        call.caller(), patch.set(), patch.clear(), EntityTag.expected(call.header("If-Match")));
  }
}
