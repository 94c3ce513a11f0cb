package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.Rpc.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rpc surface: whom it lets in, and who stays outside. */
class RpcAccessIT {

  private static final Rpc RPC = Rpc.founded();
  private static final Latchkey NODE = RPC.node().latchkey();

  /** A complete body for any of its operations. */
  private static JsonObject body(String userName) {
    return Ask.object(
        "UserName",
        userName,
        "Email",
        Person.freshAddress("never"),
        "CurrentPassword",
        Person.PASSWORD,
        "Password",
        "nine brass wheels turning slowly",
        "OneTimePassword",
        "000000");
  }

  private static Ask post(String path) {
    return Ask.of("POST", path).json(body(RPC.founderName()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users",
        "/users/add",
        "/users/delete",
        "/users/update",
        "/users/updatePassword",
        "/users/reset",
        "/users/resetPassword",
        "/users/previewResetPassword",
        "/users/reset2fa",
        "/users/somebody",
        "/users/elevateTwoFactorStatus",
        "/auth/logout"
      })
  void nobodyIsLetInWithoutACredentialOfThisSurface(String path) {
    String raw =
        RPC.founder()
            .ask(Ask.post("/org/tokens", "name", "T", "permissions", List.of("users:manage")))
            .expect(201)
            .text("token");
    refused(NODE.ask(post(path)), 401, "Unauthenticated");
    refused(NODE.ask(post(path).as("wrong")), 401, "Unauthenticated");
    refused(NODE.ask(post(path).with("Authorization", raw)), 401, "Unauthenticated");
    refused(NODE.ask(post(path).with("DD-API-KEY", raw)), 401, "Unauthenticated");
    refused(NODE.ask(post(path).with("Cookie", "ss-tok=wrong")), 401, "Unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users/add",
        "/users/delete",
        "/users/update",
        "/users/updatePassword",
        "/users/reset",
        "/users/resetPassword",
        "/users/previewResetPassword",
        "/users/reset2fa",
        "/users"
      })
  void aMemberMayDoNothingToOthers(String path) {
    Login member = RPC.member().signIn();
    refused(member.ask(post(path)), 403, "Forbidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users/delete",
        "/users/update",
        "/users/updatePassword",
        "/users/reset",
        "/users/resetPassword",
        "/users/previewResetPassword",
        "/users/reset2fa"
      })
  void thePeopleOfAnotherOrganisationAreNobody(String path) {
    Rpc other = Rpc.founded();
    Reply foreign = RPC.founder().ask(Ask.of("POST", path).json(body(other.founderName())));
    Reply unknown = RPC.founder().ask(Ask.of("POST", path).json(body("nobody")));
    refused(foreign, 404, "NotFound");
    assertThat(foreign.essence()).isEqualTo(unknown.essence());
    assertThat(RPC.get("/users/" + other.founderName()).essence())
        .isEqualTo(RPC.get("/users/nobody").essence());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users",
        "/users/add",
        "/users/delete",
        "/users/update",
        "/users/reset",
        "/users/resetPassword",
        "/users/reset2fa",
        "/users/nobody",
        "/auth/logout",
        "/users/validatePassword",
        "/users/updatePassword"
      })
  void aGetNeitherCountsACookieNorAnswersAHead(String path) {
    Person owner = RPC.owner();
    Reply signedIn = Rpc.authenticate(owner).expect(200);
    String cookie = "ss-tok=" + signedIn.text("BearerToken");
    String query = path + "?" + Rpc.encoded("UserName", owner.email());
    if (!path.equals("/users/validatePassword")) {
      refused(
          NODE.ask(
              Ask.of("GET", query)
                  .with("Cookie", cookie)
                  .with("Origin", String.valueOf(NODE.url()))),
          401,
          "Unauthenticated");
    }
    NODE.ask(Ask.of("HEAD", query).as(signedIn.text("BearerToken"))).expect(405);
    Rpc.login(owner, signedIn).me().expect(200);
  }

  @Test
  void aCookieCountsForAPostThatNoOtherPageCanSend() {
    Person owner = RPC.owner();
    Reply signedIn = Rpc.authenticate(owner).expect(200);
    String cookie = "ss-tok=" + signedIn.text("BearerToken");
    Ask json = Ask.of("POST", "/users").json("{}").with("Cookie", cookie);
    Ask form = Rpc.formed("/users", "Version", 1).with("Cookie", cookie);
    Ask empty = Ask.of("POST", "/users").with("Cookie", cookie);
    String own = String.valueOf(NODE.url());

    NODE.ask(json).expect(200);
    NODE.ask(json.with("Origin", own)).expect(200);
    NODE.ask(form.with("Origin", own)).expect(200);
    NODE.ask(empty.with("Origin", own)).expect(200);
    for (Ask forged :
        List.of(
            form,
            empty,
            json.with("Content-Type", "text/plain"),
            json.with("Origin", "https://evil.example"),
            json.with("Origin", "null"),
            form.with("Origin", own + ".evil.example"),
            form.with("Origin", "https://evil.example"))) {
      refused(NODE.ask(forged), 401, "Unauthenticated");
    }
    refused(NODE.ask(json.with("Cookie", cookie + "; " + cookie + "x")), 401, "Unauthenticated");
    refused(NODE.ask(json.with("Authorization", "Bearer wrong")), 401, "Unauthenticated");
  }

  @Test
  void theCookieIsWorthNothingElsewhere() {
    String cookie = "ss-tok=" + RPC.founder().access();
    NODE.ask(Ask.get("/me").with("Cookie", cookie)).expect(401, "unauthenticated");
    NODE.ask(Ask.post("/org/users", "email", "a@example.org").with("Cookie", cookie))
        .expect(401, "unauthenticated");
  }

  @Test
  void aTokenOfTheOrganisationManagesPeopleAndNothingOfItsOwn() {
    String token =
        RPC.founder()
            .ask(
                Ask.post(
                    "/org/tokens",
                    "name",
                    "T",
                    "permissions",
                    List.of("users:manage", "users:read", "org:read", "teams:read")))
            .expect(201)
            .text("token");
    Person user = RPC.member();
    Ask reset = Ask.of("POST", "/users/reset").json(Ask.object("UserName", user.email()));
    NODE.ask(reset.as(token)).expect(204);
    NODE.ask(Ask.of("GET", "/users/" + user.email()).as(token)).expect(200);
    refused(
        NODE.ask(Ask.of("POST", "/users/updatePassword").json(body(user.email())).as(token)),
        403,
        "LoginRequired");
  }

  @Test
  void whoIsDisabledIsOutsideAtTheNextRequest() {
    Person user = RPC.member();
    Login login = Rpc.login(user, Rpc.authenticate(user));
    String id = login.me().json().getJsonObject("user").getString("id");
    RPC.get(login, "/users/" + user.email()).expect(200);
    RPC.founder().ask(Ask.of("POST", "/api/v1/org/users/" + id + "/disable")).expect(200);
    refused(RPC.get(login, "/users/" + user.email()), 401, "Unauthenticated");
    refused(Rpc.authenticate(user), 401, "InvalidCredentials");
    refused(
        NODE.ask(
            Ask.of("POST", "/users/twoFactorStatus")
                .json(Ask.object("UserName", user.email(), "Password", user.password()))),
        401,
        "InvalidCredentials");
  }

  @Test
  void whatIsNotThereIsToldInThisDialect() {
    refused(NODE.ask(Ask.of("POST", "/users/add/more").json("{}")), 404, "PathNotFound");
    refused(NODE.ask(Ask.of("DELETE", "/users/add")), 405, "MethodNotAllowed");
    refused(NODE.ask(Ask.of("GET", "/auth")), 404, "PathNotFound");
    refused(
        RPC.founder().ask(Ask.of("POST", "/users/reset").json("{\"UserName\":1}")),
        400,
        "InvalidRequest");
    refused(
        RPC.founder()
            .ask(Ask.of("POST", "/users/reset").json("{").with("Content-Type", "text/xml")),
        415,
        "UnsupportedMediaType");
    refused(RPC.form("/users/reset", "UserName", "a", "Version", "x"), 400, "InvalidRequest");
  }
}
