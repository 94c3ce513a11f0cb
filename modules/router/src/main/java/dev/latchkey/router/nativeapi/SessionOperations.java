package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.Register;
import dev.latchkey.api.accounts.SetUp;
import dev.latchkey.api.accounts.SetUpDone;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.api.mfa.SecondFactor;
import dev.latchkey.api.sessions.DescribeKeys;
import dev.latchkey.api.sessions.EndLogin;
import dev.latchkey.api.sessions.KeySetView;
import dev.latchkey.api.sessions.ProveSecondFactor;
import dev.latchkey.api.sessions.Reauthenticate;
import dev.latchkey.api.sessions.RefreshLogin;
import dev.latchkey.api.sessions.SecondFactorChallenge;
import dev.latchkey.api.sessions.SignIn;
import dev.latchkey.api.sessions.SignInByPasskey;
import dev.latchkey.api.sessions.SignInOutcome;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.api.sessions.SwitchOrganization;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Set-up, registration, and the life of a session. */
final class SessionOperations {

  /** New keys are published a day before they sign, so five minutes of age do no harm. */
  private static final String KEYS_MAY_BE_KEPT = "public, max-age=300";

  private static final String SIGN_IN = "signIn";
  private static final String PASSKEY = "passkey";

  private SessionOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus, "setUp", SetUp.class, SessionOperations::setUp, SessionOperations::setUpDone),
        SurfaceOperation.of(
            bus, "register", Register.class, SessionOperations::register, done -> Reply.accepted()),
        signIn(bus),
        SurfaceOperation.of(
            bus,
            "proveSecondFactor",
            ProveSecondFactor.class,
            SessionOperations::secondStep,
            SessionOperations::signedIn),
        SurfaceOperation.of(
            bus,
            "refreshLogin",
            RefreshLogin.class,
            call -> new RefreshLogin(call.text("refreshToken"), call.origin()),
            SessionOperations::newTokens),
        SurfaceOperation.of(
            bus,
            "reauthenticate",
            Reauthenticate.class,
            call ->
                new Reauthenticate(
                    call.caller(), call.optionalText("password"), secondFactor(call)),
            SessionOperations::newTokens),
        SurfaceOperation.of(
            bus,
            "switchOrganization",
            SwitchOrganization.class,
            call ->
                new SwitchOrganization(
                    call.caller(), OrganizationId.of(call.text("organizationId"))),
            SessionOperations::newTokens),
        SurfaceOperation.of(
            bus,
            "signOut",
            EndLogin.class,
            call -> new EndLogin(call.caller(), call.caller().login()),
            (Done done) -> Reply.noContent()),
        SurfaceOperation.of(
            bus,
            "describeKeys",
            DescribeKeys.class,
            call -> new DescribeKeys(),
            SessionOperations::keys));
  }

  private static SetUp setUp(Call call) {
    return new SetUp(
        call.text("token"),
        call.text("organizationName"),
        call.text("email"),
        call.text("password"),
        call.optionalText("displayName"),
        call.origin());
  }

  private static Reply setUpDone(SetUpDone done) {
    return Reply.created(done, Paths.ORGANIZATIONS);
  }

  private static Register register(Call call) {
    return new Register(
        call.text("email"),
        call.text("password"),
        call.optionalText("displayName"),
        call.optionalText("organizationName"),
        call.origin());
  }

  /** By a password or by a passkey: two requests, and one operation. */
  private static SurfaceOperation signIn(Bus bus) {
    SurfaceOperation byPassword =
        SurfaceOperation.of(
            bus,
            SIGN_IN,
            SignIn.class,
            SessionOperations::byPassword,
            SessionOperations::firstStep);
    SurfaceOperation byPasskey =
        SurfaceOperation.of(
            bus,
            SIGN_IN,
            SignInByPasskey.class,
            SessionOperations::byPasskey,
            SessionOperations::signedIn);
    return new SurfaceOperation(
        SIGN_IN,
        byPassword.asks(),
        Optional.empty(),
        call -> (call.body().containsKey(PASSKEY) ? byPasskey : byPassword).handler().apply(call));
  }

  /** The contract demands exactly one of {@code email} and {@code userName}. */
  private static SignIn byPassword(Call call) {
    String email = call.optionalText("email");
    return new SignIn(
        email == null ? call.text("userName") : email,
        call.text("password"),
        organization(call),
        call.optionalText("trustedDeviceToken"),
        call.optionalText("deviceName"),
        call.origin());
  }

  /** A contract can't say well that something is left out. */
  private static SignInByPasskey byPasskey(Call call) {
    if (Stream.of("email", "userName", "password").anyMatch(call.body()::containsKey)) {
      throw Failure.INVALID_REQUEST.refusal(
          "A passkey tells who it is: leave out email, userName and password.");
    }
    return new SignInByPasskey(
        PasskeyOperations.passkey(call),
        organization(call),
        call.optionalText("deviceName"),
        call.origin());
  }

  private static @Nullable OrganizationId organization(Call call) {
    return Optional.ofNullable(call.optionalText("organizationId"))
        .map(OrganizationId::of)
        .orElse(null);
  }

  /** A challenge as the contract names its fields. */
  private record ChallengeBody(
      String status, String challenge, Set<FactorMethod> methods, long expiresIn) {
    @Override
    public String toString() {
      return "ChallengeBody[]";
    }
  }

  private static Reply firstStep(SignInOutcome outcome) {
    SignedIn signedIn = outcome.signedIn();
    return signedIn == null
        ? challenged(Objects.requireNonNull(outcome.challenge()))
        : signedIn(signedIn);
  }

  private static Reply challenged(SecondFactorChallenge challenge) {
    return Reply.ok(
        new ChallengeBody(
            "second_factor_required",
            challenge.challenge(),
            challenge.methods(),
            challenge.expiresInSeconds()));
  }

  private static ProveSecondFactor secondStep(Call call) {
    return new ProveSecondFactor(
        call.text("challenge"),
        secondFactor(call),
        call.body().getBoolean("trustDevice", false),
        call.origin());
  }

  private static SecondFactor secondFactor(Call call) {
    if (Stream.of("totp", "recoveryCode", PASSKEY).filter(call.body()::containsKey).count() > 1) {
      throw Failure.INVALID_REQUEST.refusal("Show one second factor, and only one.");
    }
    return new SecondFactor(
        call.optionalText("totp"),
        call.optionalText("recoveryCode"),
        call.body().containsKey(PASSKEY) ? PasskeyOperations.passkey(call) : null);
  }

  private static Reply signedIn(SignedIn tokens) {
    return Reply.created(SignedInBody.of(tokens), Paths.LOGINS + "/" + tokens.loginId());
  }

  private static Reply newTokens(SignedIn tokens) {
    return Reply.ok(SignedInBody.of(tokens));
  }

  private static Reply keys(KeySetView keys) {
    return Reply.ok(keys).with(HttpHeaders.CACHE_CONTROL, KEYS_MAY_BE_KEPT);
  }
}
