package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.Rpc.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.security.App;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rpc surface: signing in and out, and the second factor. */
class RpcSignInIT {

  private static final String WRONG = "seven moons under a violet teapot";

  private static final Rpc RPC = Rpc.founded();
  private static final Latchkey NODE = RPC.node().latchkey();

  private static Reply twoFactorStatus(Person person, Object... more) {
    return NODE.ask(
        Ask.of("POST", "/users/twoFactorStatus")
            .json(
                Ask.object(more)
                    .put("UserName", person.email())
                    .put("Password", person.password())));
  }

  @Test
  void signingInAnswersTokensAndSetsTheSessionsCookie() {
    Person user = RPC.owner();
    Reply reply = Rpc.authenticate(user, "RememberMe", true, "Version", 1);
    JsonObject body = reply.expect(200).json();
    String token = body.getString("BearerToken");
    assertThat(body.getJsonArray("Roles")).isEqualTo(new JsonArray().add("owner"));
    assertThat(body.getJsonArray("Permissions")).contains("users:manage", "UserManage");
    assertThat(body.fieldNames())
        .containsExactlyInAnyOrder(
            "UserId",
            "SessionId",
            "UserName",
            "BearerToken",
            "RefreshToken",
            "Roles",
            "Permissions",
            "AuthProvider",
            "ResponseStatus");
    assertThat(body.getString("UserName")).isEqualTo(user.email());
    assertThat(reply.headers().get("set-cookie")).hasSize(1);
    assertThat(reply.header("set-cookie"))
        .startsWith("ss-tok=" + token + "; Path=/; Max-Age=")
        .endsWith("; HttpOnly; SameSite=Strict");

    Login login = Rpc.login(user, reply);
    assertThat(login.me().expect(200).json().getJsonObject("login").getString("id"))
        .isEqualTo(login.id());
    login.refreshed().me().expect(200);
  }

  @Test
  void aFormSignsInToo() {
    Person user = RPC.member();
    NODE.ask(
            Rpc.formed("/auth/credentials/", "UserName", user.email(), "Password", user.password()))
        .expect(200);
  }

  @Test
  void everyOtherCaseIsAnsweredAlike() {
    Person user = RPC.member();
    Person nobody = new Person(NODE, Person.freshAddress("nobody"), WRONG);
    Reply wrong = Rpc.authenticate(user.with(WRONG));
    refused(wrong, 401, "InvalidCredentials");
    assertThat(Rpc.authenticate(nobody).essence()).isEqualTo(wrong.essence());
    refused(NODE.ask(Ask.of("POST", "/auth/credentials").json("{}")), 400, "InvalidRequest");
    refused(
        NODE.ask(Ask.of("GET", "/auth/credentials?UserName=a&Password=b")),
        405,
        "MethodNotAllowed");
  }

  @Test
  void aPageElsewhereGetsNoSessionIntoTheBrowser() {
    Person user = RPC.member();
    Ask form =
        Rpc.formed("/auth/credentials", "UserName", user.email(), "Password", user.password());
    assertThat(NODE.ask(form.with("Origin", "https://evil.example")).expect(200).headers())
        .doesNotContainKey("set-cookie");
    assertThat(NODE.ask(form.with("Origin", "null")).expect(200).headers())
        .doesNotContainKey("set-cookie");
    assertThat(NODE.ask(form.with("Origin", String.valueOf(NODE.url()))).expect(200).headers())
        .containsKey("set-cookie");
  }

  @Test
  void whoHasASecondFactorSendsItsCodeAlong() {
    Person user = RPC.member();
    App app = Rpc.enrol(user.signIn());
    assertThat(twoFactorStatus(user, "Version", 4).expect(200).json())
        .isEqualTo(
            Ask.object(
                "TwoFactorRequired", true, "TwoFactorRegistration", "Registered", "Version", 4));

    refused(Rpc.authenticate(user), 401, "SecondFactorInvalid");
    refused(
        Rpc.authenticate(user, "Meta", Ask.object("OneTimePassword", "000000")),
        401,
        "SecondFactorInvalid");
    long before = RPC.logins(user);
    String code = app.code(1);
    Reply reply = Rpc.authenticate(user, "Meta", Ask.object("OneTimePassword", code));
    Login login = Rpc.login(user, reply);
    assertThat(RPC.logins(user)).isEqualTo(before + 1);
    assertThat(login.me().json().getJsonObject("login").getString("assurance")).isEqualTo("aal2");
    refused(
        Rpc.authenticate(user, "Meta", Ask.object("OneTimePassword", code)),
        401,
        "SecondFactorInvalid");
  }

  @Test
  void whatSigningInTakesIsToldToWhoKnowsThePasswordAlone() {
    Person user = RPC.member();
    assertThat(twoFactorStatus(user).expect(200).json())
        .isEqualTo(
            Ask.object("TwoFactorRequired", false, "TwoFactorRegistration", "NotRegistered"));
    assertThat(RPC.logins(user)).isZero();

    Reply wrong = twoFactorStatus(user.with(WRONG));
    refused(wrong, 401, "InvalidCredentials");
    assertThat(RPC.guesses(user)).isEqualTo(1);
    Person nobody = new Person(NODE, Person.freshAddress("nobody"), WRONG);
    long hashes = NODE.hashes();
    assertThat(twoFactorStatus(nobody).essence()).isEqualTo(wrong.essence());
    assertThat(NODE.hashes() - hashes).isEqualTo(1);
    refused(
        NODE.ask(Ask.of("GET", "/users/twoFactorStatus?UserName=a&Password=b")),
        405,
        "MethodNotAllowed");
    refused(NODE.ask(Ask.of("POST", "/users/twoFactorStatus").json("{}")), 400, "InvalidRequest");
  }

  @Test
  void anOrganisationThatDemandsASecondFactorIsToldBeforeSigningIn() {
    Rpc strict = Rpc.founded();
    Rpc.enrol(strict.founder());
    Person user = strict.member();
    strict
        .founder()
        .ask(Ask.patch("/org", "settings", Ask.object("mfaRequired", true)))
        .expect(200);
    JsonObject status = twoFactorStatus(user).expect(200).json();
    assertThat(status)
        .isEqualTo(Ask.object("TwoFactorRequired", true, "TwoFactorRegistration", "NotRegistered"));

    Login login = Rpc.login(user, Rpc.authenticate(user));
    refused(
        strict.post(login, "/users/reset", "UserName", user.email()), 403, "SecondFactorRequired");
  }

  @Test
  void aLoginIsElevatedByACodeAndItsOldTokensDie() {
    Person user = RPC.member();
    Login weak = user.signIn();
    App app = Rpc.enrol(user.signIn());
    Reply wrong = elevate(weak, "000000");
    refused(wrong, 401, "SecondFactorInvalid");
    assertThat(wrong.header("www-authenticate")).isEqualTo("Bearer");
    String code = app.code(1);
    Reply reply = elevate(weak, code);
    assertThat(reply.expect(200).header("set-cookie"))
        .startsWith("ss-tok=" + reply.text("BearerToken"));
    Login strong = Rpc.login(user, reply);
    assertThat(strong.id()).isEqualTo(weak.id());
    assertThat(strong.me().json().getJsonObject("login").getString("assurance")).isEqualTo("aal2");
    refused(RPC.get(weak, "/users/" + user.email()), 401, "Unauthenticated");
    refused(elevate(strong, code), 401, "SecondFactorInvalid");
    refused(RPC.post(strong, "/users/elevateTwoFactorStatus"), 400, "InvalidRequest");
  }

  @Test
  void aLoginIsNoFresherForACodeAlone() {
    Person user = RPC.member();
    Login old = user.signIn();
    App app = Rpc.enrol(user.signIn());
    RPC.node()
        .database()
        .execute(
            "UPDATE sessions.login SET authenticated_at = now() - interval '1 hour' WHERE id = '%s'"
                .formatted(old.id()));
    Login strong = Rpc.login(user, elevate(old, app.code(1)));
    refused(
        RPC.post(strong, "/users/reset2fa", "UserName", user.email()),
        403,
        "ReauthenticationRequired");
  }

  private static Reply elevate(Login login, String code) {
    return RPC.post(login, "/users/elevateTwoFactorStatus/", "OneTimePassword", code);
  }

  @Test
  void theSecondFactorOfAnotherIsResetByPost() {
    Person user = RPC.member();
    Login login = user.signIn();
    Rpc.enrol(login);
    RPC.post("/users/reset2fa/", "UserName", user.email()).expect(204);
    refused(RPC.get(login, "/users/" + user.email()), 401, "Unauthenticated");
    assertThat(twoFactorStatus(user).text("TwoFactorRegistration")).isEqualTo("NotRegistered");
    Rpc.authenticate(user).expect(200);
    refused(RPC.post("/users/reset2fa", "UserName", "nobody"), 404, "NotFound");
    refused(RPC.post("/users/reset2fa"), 400, "InvalidRequest");
    refused(
        RPC.post(user.signIn(), "/users/reset2fa", "UserName", RPC.founderName()),
        403,
        "Forbidden");
  }

  @Test
  void onesOwnSecondFactorIsResetByQuery() {
    Person user = RPC.member();
    Login login = user.signIn();
    Rpc.enrol(login);
    RPC.get(login, "/users/reset2fa", "UserName", user.email()).expect(204);
    assertThat(twoFactorStatus(user).text("TwoFactorRegistration")).isEqualTo("NotRegistered");
    RPC.get(user.signIn(), "/users/reset2fa", "UserName", user.email()).expect(204);
  }

  @Test
  void signingOutEndsTheLoginByPost() {
    Person user = RPC.member();
    Login login = Rpc.login(user, Rpc.authenticate(user));
    Reply reply = RPC.post(login, "/auth/logout/");
    assertThat(reply.expect(200).json()).isEqualTo(Ask.object("ResponseStatus", new JsonObject()));
    assertThat(reply.header("set-cookie")).startsWith("ss-tok=; Path=/; Max-Age=0; HttpOnly");
    refused(RPC.post(login, "/auth/logout"), 401, "Unauthenticated");
    login.tryRefresh().expect(401);
  }

  @Test
  void signingOutEndsTheLoginByQuery() {
    Person user = RPC.member();
    Login login = Rpc.login(user, Rpc.authenticate(user));
    RPC.get(login, "/auth/logout").expect(200);
    login.me().expect(401);
    String token =
        RPC.founder()
            .ask(Ask.post("/org/tokens", "name", "T", "permissions", List.of("users:read")))
            .expect(201)
            .text("token");
    refused(NODE.ask(Ask.of("POST", "/auth/logout").json("{}").as(token)), 403, "LoginRequired");
  }
}
