package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.ChangeUserPassword;
import dev.latchkey.api.accounts.PasswordPreview;
import dev.latchkey.api.accounts.PreviewPasswordReset;
import dev.latchkey.api.accounts.ResetUser;
import dev.latchkey.api.accounts.ResetUserPassword;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import java.util.List;

/** The passwords of the people of the caller's organisation. */
final class UserPasswordOperations {

  private UserPasswordOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "changeUserPassword",
            ChangeUserPassword.class,
            call ->
                new ChangeUserPassword(
                    call.caller(),
                    UserOperations.user(call),
                    call.text("currentPassword"),
                    call.text("newPassword")),
            done -> Reply.noContent()),
        SurfaceOperation.of(
            bus,
            "resetUserPassword",
            ResetUserPassword.class,
            call ->
                new ResetUserPassword(
                    call.caller(), UserOperations.user(call), call.optionalText("previewToken")),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "previewPasswordReset",
            PreviewPasswordReset.class,
            call -> new PreviewPasswordReset(call.caller(), UserOperations.user(call)),
            UserPasswordOperations::preview),
        SurfaceOperation.of(
            bus,
            "resetUser",
            ResetUser.class,
            call -> new ResetUser(call.caller(), UserOperations.user(call)),
            done -> Reply.noContent()));
  }

  /** A preview as the contract names its fields. */
  private record PreviewBody(String password, String previewToken, long expiresIn) {}

  private static Reply preview(PasswordPreview preview) {
    return Reply.ok(
        new PreviewBody(preview.password(), preview.previewToken(), preview.expiresInSeconds()));
  }
}
