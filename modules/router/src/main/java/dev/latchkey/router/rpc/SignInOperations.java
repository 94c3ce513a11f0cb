package dev.latchkey.router.rpc;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.mfa.SecondFactor;
import dev.latchkey.api.sessions.CheckSignIn;
import dev.latchkey.api.sessions.EndLogin;
import dev.latchkey.api.sessions.ProveSecondFactor;
import dev.latchkey.api.sessions.RaiseOwnLogin;
import dev.latchkey.api.sessions.SecondFactorChallenge;
import dev.latchkey.api.sessions.SignIn;
import dev.latchkey.api.sessions.SignInCheck;
import dev.latchkey.api.sessions.SignInOutcome;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Signing in and out, and what may be asked on the way. */
final class SignInOperations {

  /** What an authenticator app shows; everything else is taken for a recovery code. */
  private static final Pattern TOTP = Pattern.compile("[0-9]{3}[ -]?[0-9]{3}");

  private static final String ONE_TIME_PASSWORD = "OneTimePassword";

  private final Bus bus;
  private final Authenticated authenticated;

  SignInOperations(Bus bus, Authenticated authenticated) {
    this.bus = bus;
    this.authenticated = authenticated;
  }

  List<SurfaceOperation> operations() {
    return List.of(
        SurfaceOperation.of("authenticate", SignIn.class, this::signIn),
        SurfaceOperation.of(
            bus,
            "logout",
            EndLogin.class,
            call -> new EndLogin(call.caller(), call.caller().login()),
            (Done done) -> authenticated.over()),
        SurfaceOperation.of("twoFactorStatus", CheckSignIn.class, this::twoFactorStatus),
        SurfaceOperation.of("elevateTwoFactorStatus", RaiseOwnLogin.class, this::elevate),
        SurfaceOperation.of("validatePassword", CheckSignIn.class, this::validatePassword));
  }

  private Future<Reply> signIn(Call call) {
    return bus.ask(
            new SignIn(call.text("UserName"), call.text("Password"), null, null, call.origin()))
        .compose(outcome -> secondStep(call, outcome))
        .compose(tokens -> authenticated.reply(call, tokens));
  }

  private Future<SignedIn> secondStep(Call call, SignInOutcome outcome) {
    SecondFactorChallenge challenge = outcome.challenge();
    if (challenge == null) {
      return Future.succeededFuture(Objects.requireNonNull(outcome.signedIn()));
    }
    String code = oneTimePassword(call.body());
    return code == null
        ? Future.failedFuture(
            Failure.SECOND_FACTOR_INVALID.refusal(
                "Send the code of your authenticator app, or a recovery code, as"
                    + " Meta.OneTimePassword."))
        : bus.ask(new ProveSecondFactor(challenge.challenge(), factor(code), false, call.origin()));
  }

  private static @Nullable String oneTimePassword(JsonObject body) {
    JsonObject meta = body.getJsonObject("Meta", body);
    return meta.getString(ONE_TIME_PASSWORD, body.getString(ONE_TIME_PASSWORD));
  }

  private static SecondFactor factor(String code) {
    return TOTP.matcher(code).matches()
        ? new SecondFactor(code, null)
        : new SecondFactor(null, code);
  }

  private Future<Reply> elevate(Call call) {
    return bus.ask(new RaiseOwnLogin(call.caller(), factor(call.text(ONE_TIME_PASSWORD))))
        .compose(tokens -> authenticated.reply(call, tokens));
  }

  private Future<Reply> twoFactorStatus(Call call) {
    return bus.ask(
            new CheckSignIn(call.text("UserName"), call.text("Password"), null, call.origin()))
        .map(check -> Fields.reply(call, status(check)));
  }

  /**
   * Without a set-up code: who knows a password alone must not get to choose the second factor of
   * somebody who was told to have one.
   */
  private static JsonObject status(SignInCheck check) {
    boolean registered = !check.methods().isEmpty();
    JsonObject status =
        new JsonObject()
            .put("TwoFactorRequired", registered || check.secondFactorRequired())
            .put("TwoFactorRegistration", registered ? "Registered" : "NotRegistered");
    return Fields.put(status, "ChangePasswordByUtc", check.changePasswordBy());
  }

  /** One password is the one to check; of two, the second is the one that might take its place. */
  private Future<Reply> validatePassword(Call call) {
    String current = call.optionalText("CurrentPassword");
    String password = call.optionalText("Password");
    String checked = current == null ? password : current;
    return checked == null
        ? Future.failedFuture(Fields.missing("/CurrentPassword"))
        : bus.ask(
                new CheckSignIn(
                    call.text("UserName"),
                    checked,
                    current == null ? null : password,
                    call.origin()))
            .map(right -> Reply.noContent());
  }
}
