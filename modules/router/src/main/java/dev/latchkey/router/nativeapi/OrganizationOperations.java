package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.DescribeOrganization;
import dev.latchkey.api.accounts.OrganizationDetailView;
import dev.latchkey.api.accounts.OrganizationSettingsChange;
import dev.latchkey.api.accounts.SessionLimits;
import dev.latchkey.api.accounts.UpdateOrganization;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The organisation that the caller acts in. */
final class OrganizationOperations {

  private OrganizationOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "describeOrganization",
            DescribeOrganization.class,
            call -> new DescribeOrganization(call.caller()),
            OrganizationOperations::tagged),
        SurfaceOperation.of(
            bus,
            "updateOrganization",
            UpdateOrganization.class,
            OrganizationOperations::update,
            OrganizationOperations::tagged));
  }

  private static Reply tagged(OrganizationDetailView organization) {
    return Reply.ok(organization).with(HttpHeaders.ETAG, EntityTag.of(organization.version()));
  }

  private static UpdateOrganization update(Call call) {
    JsonObject settings = call.body().getJsonObject("settings");
    return new UpdateOrganization(
        call.caller(),
        call.optionalText("name"),
        settings == null ? null : change(settings),
        EntityTag.expected(call.header("If-Match")));
  }

  private static OrganizationSettingsChange change(JsonObject settings) {
    return new OrganizationSettingsChange(
        settings.getBoolean("mfaRequired"),
        settings.getBoolean("trustedDevicesAllowed"),
        settings.getBoolean("temporaryPasswordsAllowed"),
        settings.getBoolean("impersonationAllowed"),
        limits(settings.getJsonObject("sessions")));
  }

  private static @Nullable SessionLimits limits(@Nullable JsonObject sessions) {
    return sessions == null
        ? null
        : new SessionLimits(
            sessions.getInteger("lifetimeSeconds"),
            sessions.getInteger("idleSeconds"),
            sessions.getInteger("parallelLogins"));
  }
}
