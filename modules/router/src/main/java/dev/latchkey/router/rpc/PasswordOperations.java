package dev.latchkey.router.rpc;

import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.ChangeUserPassword;
import dev.latchkey.api.accounts.PasswordPreview;
import dev.latchkey.api.accounts.Preferences;
import dev.latchkey.api.accounts.PreviewPasswordReset;
import dev.latchkey.api.accounts.ResetUser;
import dev.latchkey.api.accounts.ResetUserPassword;
import dev.latchkey.api.accounts.TemporaryPassword;
import dev.latchkey.api.accounts.UpdatePreferences;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.mfa.RemoveTotp;
import dev.latchkey.api.mfa.ResetMfa;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Passwords, second factors and settings of oneself and of others. */
final class PasswordOperations {

  private static final String VERSION = "version";

  /** All that people say of how they like things to be. */
  private static final Set<String> PREFERENCES =
      Stream.of(Preferences.class.getRecordComponents())
          .map(RecordComponent::getName)
          .filter(name -> !name.equals(VERSION))
          .map(name -> "/" + name)
          .collect(Collectors.toUnmodifiableSet());

  private final Bus bus;

  PasswordOperations(Bus bus) {
    this.bus = bus;
  }

  List<SurfaceOperation> operations() {
    return List.of(
        SurfaceOperation.of("updatePassword", ChangePassword.class, this::updatePassword)
            .or(ChangeUserPassword.class),
        SurfaceOperation.of("resetUser", UpdatePreferences.class, this::reset).or(ResetUser.class),
        SurfaceOperation.of("resetPassword", ResetUserPassword.class, this::resetPassword),
        SurfaceOperation.of("previewResetPassword", PreviewPasswordReset.class, this::preview),
        SurfaceOperation.of("reset2fa", RemoveTotp.class, this::reset2fa).or(ResetMfa.class));
  }

  private Future<Reply> updatePassword(Call call) {
    String current = call.text("CurrentPassword");
    String wanted = call.text("Password");
    return Addressee.either(
            bus,
            call,
            call.text("UserName"),
            me -> bus.ask(new ChangePassword(call.caller(), current, wanted, true)),
            user -> bus.ask(new ChangeUserPassword(call.caller(), user.id(), current, wanted)))
        .map(done -> Reply.noContent());
  }

  private Future<Reply> reset(Call call) {
    return Addressee.either(
            bus,
            call,
            call.text("UserName"),
            me ->
                bus.ask(new UpdatePreferences(call.caller(), Map.of(), PREFERENCES, null))
                    .map(Done.DONE),
            user -> bus.ask(new ResetUser(call.caller(), user.id())))
        .map(done -> Reply.noContent());
  }

  /**
   * A password that an administrator has thought of is known to two people for longer than a day.
   */
  private Future<Reply> resetPassword(Call call) {
    return call.body().containsKey("NewPassword")
        ? Future.failedFuture(
            Fields.wrong(
                "/NewPassword",
                "not_taken",
                "Leave NewPassword out: a reset makes a temporary password. To set one of your"
                    + " choice, use updatePassword with your own as CurrentPassword."))
        : Addressee.id(bus, call, call.text("UserName"))
            .compose(
                user ->
                    bus.ask(
                        new ResetUserPassword(
                            call.caller(), user, call.optionalText("PreviewToken"))))
            .map(temporary -> Fields.reply(call, body(temporary)));
  }

  private static JsonObject body(TemporaryPassword temporary) {
    JsonObject body = new JsonObject().put("ChangeByDateUtc", temporary.changeBy());
    return Fields.put(body, "Password", temporary.password());
  }

  private Future<Reply> preview(Call call) {
    return Addressee.id(bus, call, call.text("UserName"))
        .compose(user -> bus.ask(new PreviewPasswordReset(call.caller(), user)))
        .map(preview -> Fields.reply(call, body(preview)));
  }

  private static JsonObject body(PasswordPreview preview) {
    return new JsonObject()
        .put("Password", preview.password())
        .put("PreviewToken", preview.previewToken());
  }

  private Future<Reply> reset2fa(Call call) {
    return Addressee.either(
            bus,
            call,
            call.text("UserName"),
            me -> bus.ask(new RemoveTotp(call.caller())).recover(PasswordOperations::orNothing),
            user -> bus.ask(new ResetMfa(call.caller(), user.id())))
        .map(done -> Reply.noContent());
  }

  /** Whoever has no authenticator app has to set one up anyway. */
  private static Future<Done> orNothing(Throwable cause) {
    return cause instanceof Refusal refusal && refusal.failure() == Failure.NOT_FOUND
        ? Future.succeededFuture(Done.DONE)
        : Future.failedFuture(cause);
  }
}
