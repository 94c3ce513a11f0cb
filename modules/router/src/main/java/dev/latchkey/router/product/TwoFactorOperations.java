package dev.latchkey.router.product;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.mfa.BeginTotp;
import dev.latchkey.api.mfa.ConfirmTotp;
import dev.latchkey.api.mfa.DescribeMfa;
import dev.latchkey.api.mfa.MfaStatus;
import dev.latchkey.api.mfa.RemoveTotp;
import dev.latchkey.api.mfa.ReplaceRecoveryCodes;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The caller's second factors. Two operations have an earlier name besides. */
final class TwoFactorOperations {

  private static final String MASKED = "*";

  private TwoFactorOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        start(bus, "users_two_factor_start_setup_retrieve"),
        start(bus, "users_start_2fa_setup_retrieve"),
        validate(bus, "users_two_factor_validate_create"),
        validate(bus, "users_validate_2fa_create"),
        SurfaceOperation.of(
            bus,
            "users_two_factor_status_retrieve",
            DescribeMfa.class,
            call -> new DescribeMfa(Oneself.signedIn(call)),
            TwoFactorOperations::status),
        SurfaceOperation.of(
            bus,
            "users_two_factor_backup_codes_create",
            ReplaceRecoveryCodes.class,
            call -> new ReplaceRecoveryCodes(Oneself.of(call)),
            made -> Reply.ok(new JsonObject().put("backup_codes", new JsonArray(made.codes())))),
        SurfaceOperation.of(
            "users_two_factor_disable_create", RemoveTotp.class, call -> disable(bus, call)));
  }

  /** The answer of whatever has nothing else to say. */
  static Reply success() {
    return Reply.ok(succeeded());
  }

  private static JsonObject succeeded() {
    return new JsonObject().put("success", true);
  }

  private static SurfaceOperation start(Bus bus, String id) {
    return SurfaceOperation.of(
        bus,
        id,
        BeginTotp.class,
        call -> new BeginTotp(Oneself.of(call)),
        begun -> Reply.ok(succeeded().put("secret", begun.secret())));
  }

  /** Clients ask for recovery codes by themselves; none are made that nobody is shown. */
  private static SurfaceOperation validate(Bus bus, String id) {
    return SurfaceOperation.of(
        bus,
        id,
        ConfirmTotp.class,
        call -> new ConfirmTotp(Oneself.of(call), call.text("token"), false),
        codes -> success());
  }

  private static Future<Reply> disable(Bus bus, Call call) {
    return bus.ask(new RemoveTotp(Oneself.of(call)))
        .map(removed -> success())
        .recover(
            cause ->
                cause instanceof Refusal refusal && refusal.failure() == Failure.NOT_FOUND
                    ? Future.succeededFuture(success())
                    : Future.failedFuture(cause));
  }

  private static Reply status(MfaStatus status) {
    int remaining = status.recoveryCodesRemaining();
    return Reply.ok(
        new JsonObject()
            .put("is_enabled", status.enabled())
            .put("backup_codes", new JsonArray(Collections.nCopies(remaining, MASKED)))
            .put("backup_codes_remaining", remaining)
            .put("method", method(status))
            .put("has_passkeys", status.passkeys() > 0)
            .put("has_totp", status.totp())
            .put("passkeys_enabled_for_2fa", true));
  }

  private static @Nullable String method(MfaStatus status) {
    if (status.totp()) {
      return "TOTP";
    }
    return status.passkeys() > 0 ? "passkey" : null;
  }
}
