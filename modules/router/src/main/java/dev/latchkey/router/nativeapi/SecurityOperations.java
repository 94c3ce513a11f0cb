package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.RequestPasswordReset;
import dev.latchkey.api.accounts.ResetPassword;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.sessions.EndLogin;
import dev.latchkey.api.sessions.EndOtherLogins;
import dev.latchkey.api.sessions.ListLogins;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import java.util.List;

/** The caller's password and logins, and the way back for those who forgot the password. */
final class SecurityOperations {

  private SecurityOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "changePassword",
            ChangePassword.class,
            SecurityOperations::changePassword,
            done -> Reply.noContent()),
        SurfaceOperation.of(
            bus,
            "requestPasswordReset",
            RequestPasswordReset.class,
            call -> new RequestPasswordReset(call.text("email"), call.origin()),
            done -> Reply.accepted()),
        SurfaceOperation.of(
            bus,
            "resetPassword",
            ResetPassword.class,
            call -> new ResetPassword(call.text("token"), call.text("newPassword"), call.origin()),
            done -> Reply.noContent()),
        SurfaceOperation.of(
            bus, "listLogins", ListLogins.class, call -> new ListLogins(call.caller()), Reply::ok),
        SurfaceOperation.of(
            bus,
            "endLogin",
            EndLogin.class,
            call -> new EndLogin(call.caller(), LoginId.of(call.path("loginId"))),
            done -> Reply.noContent()),
        SurfaceOperation.of(
            bus,
            "endOtherLogins",
            EndOtherLogins.class,
            call -> new EndOtherLogins(call.caller()),
            done -> Reply.noContent()));
  }

  private static ChangePassword changePassword(Call call) {
    return new ChangePassword(
        call.caller(),
        call.text("currentPassword"),
        call.text("newPassword"),
        call.body().getBoolean("endOtherLogins", true));
  }
}
