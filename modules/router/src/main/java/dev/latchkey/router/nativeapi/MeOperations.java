package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.CloseAccount;
import dev.latchkey.api.accounts.CreateOrganization;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.ListMyOrganizations;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UserView;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** The caller's profile, account and organisations. */
final class MeOperations {

  private MeOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "describeMe",
            DescribeMe.class,
            call -> new DescribeMe(call.caller()),
            MeOperations::me),
        SurfaceOperation.of(
            bus, "updateMe", UpdateMe.class, MeOperations::update, MeOperations::me),
        SurfaceOperation.of(
            bus,
            "closeAccount",
            CloseAccount.class,
            call -> new CloseAccount(call.caller()),
            done -> Reply.noContent()),
        SurfaceOperation.of(
            bus,
            "listMyOrganizations",
            ListMyOrganizations.class,
            call -> new ListMyOrganizations(call.caller(), call.limit(), call.marker()),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "createOrganization",
            CreateOrganization.class,
            call -> new CreateOrganization(call.caller(), call.text("name")),
            made -> Reply.created(made, Paths.ORGANIZATIONS)));
  }

  private static Reply me(Me me) {
    UserView user = me.user();
    return user == null
        ? Reply.ok(me)
        : Reply.ok(me).with(HttpHeaders.ETAG, EntityTag.of(user.version()));
  }

  private static UpdateMe update(Call call) {
    ProfileChange profile = ProfileChange.of(call.body());
    return new UpdateMe(
        call.caller(),
        profile.set(),
        profile.clear(),
        call.optionalText("email"),
        call.body().getBoolean("impersonationAllowed"),
        EntityTag.expected(call.header("If-Match")));
  }
}
