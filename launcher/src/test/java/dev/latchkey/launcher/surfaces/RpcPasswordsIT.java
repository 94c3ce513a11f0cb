package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.Rpc.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Launch;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rpc surface: passwords, and where they must not stand. */
class RpcPasswordsIT {

  private static final String NEW = "nine brass wheels turning slowly";
  private static final String WRONG = "seven moons under a violet teapot";

  private static final Rpc RPC = Rpc.founded();

  /** A second node on the same database, where secrets may stand in a URL. */
  private static Latchkey lenient;

  @BeforeAll
  static void start(@TempDir Path home) {
    Launch shared = SharedNode.get().latchkey().launch();
    lenient =
        SharedNode.open(Launch.in(home))
            .on(SharedNode.get().database(), shared.settings().get("secrets.keyset"))
            .with("http.public-url", "https://id.example.org")
            .with("sessions.issuer", String.valueOf(SharedNode.get().latchkey().url()))
            .with("surfaces.rpc.secrets-in-query", true)
            .start();
  }

  @AfterAll
  static void stop() {
    lenient.close();
  }

  private static Reply validate(Person person, Object... more) {
    return person
        .latchkey()
        .ask(
            Ask.of("POST", "/users/validatePassword/")
                .json(Ask.object(more).put("UserName", person.email())));
  }

  @Test
  void onesOwnPasswordIsUpdated() {
    Person user = RPC.member();
    Login login = user.signIn();
    Login other = user.signIn();
    RPC.post(
            login,
            "/users/updatePassword/",
            "UserName",
            user.email(),
            "CurrentPassword",
            user.password(),
            "Password",
            NEW)
        .expect(204);
    login.me().expect(200);
    refused(RPC.get(other, "/users/" + user.email()), 401, "Unauthenticated");
    Rpc.authenticate(user.with(NEW)).expect(200);
    refused(Rpc.authenticate(user), 401, "InvalidCredentials");
  }

  @Test
  void thePasswordOfAnotherIsUpdatedWithOnesOwn() {
    Person user = RPC.member();
    Login login = user.signIn();
    refused(
        RPC.form(
            "/users/updatePassword",
            "UserName",
            user.email(),
            "CurrentPassword",
            WRONG,
            "Password",
            NEW),
        403,
        "WrongPassword");
    RPC.form(
            "/users/updatePassword",
            "UserName",
            user.email(),
            "CurrentPassword",
            Person.PASSWORD,
            "Password",
            NEW)
        .expect(204);
    refused(RPC.get(login, "/users/" + user.email()), 401, "Unauthenticated");
    Rpc.authenticate(user.with(NEW)).expect(200);
  }

  @Test
  void aPasswordThatCanNotBeUpdatedIsRefused() {
    Person user = RPC.member();
    Login login = user.signIn();
    refused(update(login, user.email(), WRONG, NEW), 403, "WrongPassword");
    assertThat(RPC.guesses(user)).isEqualTo(1);
    refused(update(login, user.email(), user.password(), "short"), 422, "PasswordTooShort");
    refused(
        update(login, user.email(), user.password(), user.password()), 422, "PasswordUnchanged");
    refused(update(login, RPC.founderName(), user.password(), NEW), 403, "Forbidden");
    refused(update(RPC.founder(), "nobody", Person.PASSWORD, NEW), 404, "NotFound");
    refused(
        RPC.post(login, "/users/updatePassword", "UserName", user.email()), 400, "InvalidRequest");
  }

  private static Reply update(Login login, String userName, String current, String wanted) {
    return RPC.post(
        login,
        "/users/updatePassword",
        "UserName",
        userName,
        "CurrentPassword",
        current,
        "Password",
        wanted);
  }

  @Test
  void aTemporaryPasswordIsGivenByPostAndHasToBeChanged() {
    Person user = RPC.member();
    Login before = user.signIn();
    JsonObject reset =
        RPC.post("/users/resetPassword/", "UserName", user.email(), "Version", 1)
            .expect(200)
            .json();
    assertThat(reset.fieldNames()).isEqualTo(Set.of("Password", "ChangeByDateUtc", "Version"));
    refused(RPC.get(before, "/users/" + user.email()), 401, "Unauthenticated");

    Person temporary = user.with(reset.getString("Password"));
    JsonObject status =
        SharedNode.get()
            .latchkey()
            .ask(
                Ask.of("POST", "/users/twoFactorStatus")
                    .json(Ask.object("UserName", user.email(), "Password", temporary.password())))
            .expect(200)
            .json();
    assertThat(status.getString("ChangePasswordByUtc"))
        .isEqualTo(reset.getString("ChangeByDateUtc"));
    Login login = Rpc.login(temporary, Rpc.authenticate(temporary));
    JsonObject due =
        refused(
            RPC.post(login, "/users/reset", "UserName", user.email()),
            403,
            "PasswordChangeRequired");
    assertThat(due.getString("Message")).contains("/users/updatePassword");
    refused(RPC.post(login, "/users", "Version", 1), 403, "PasswordChangeRequired");
    update(login, user.email(), temporary.password(), NEW).expect(204);
    RPC.post(login, "/users/reset", "UserName", user.email()).expect(204);
  }

  @Test
  void aTemporaryPasswordIsGivenByQuery() {
    Person user = RPC.member();
    String password =
        RPC.get("/users/resetPassword", "UserName", user.email()).expect(200).text("Password");
    Rpc.authenticate(user.with(password)).expect(200);
  }

  @Test
  void aPreviewChangesNothingUntilItIsCommittedOnce() {
    Person user = RPC.member();
    JsonObject preview =
        RPC.post("/users/previewResetPassword/", "UserName", user.email(), "Version", 9)
            .expect(200)
            .json();
    assertThat(preview.fieldNames()).isEqualTo(Set.of("Password", "PreviewToken", "Version"));
    Rpc.authenticate(user).expect(200);
    refused(Rpc.authenticate(user.with(preview.getString("Password"))), 401, "InvalidCredentials");

    String token = preview.getString("PreviewToken");
    assertThat(commit(user, token).expect(200).text("Password"))
        .isEqualTo(preview.getString("Password"));
    refused(Rpc.authenticate(user), 401, "InvalidCredentials");
    Rpc.authenticate(user.with(preview.getString("Password"))).expect(200);
    refused(commit(user, token), 410, "PreviewInvalid");
    refused(commit(RPC.member(), token), 410, "PreviewInvalid");
  }

  private static Reply commit(Person user, String token) {
    return RPC.post("/users/resetPassword", "UserName", user.email(), "PreviewToken", token);
  }

  @Test
  void whereTemporaryPasswordsAreForbiddenALinkIsMailed() {
    Rpc strict = Rpc.founded();
    Person user = strict.member();
    strict
        .founder()
        .ask(Ask.patch("/org", "settings", Ask.object("temporaryPasswordsAllowed", false)))
        .expect(200);
    refused(
        strict.post("/users/previewResetPassword", "UserName", user.email()),
        403,
        "TemporaryPasswordsForbidden");
    assertThat(
            strict
                .post("/users/resetPassword", "UserName", user.email())
                .expect(200)
                .json()
                .fieldNames())
        .isEqualTo(Set.of("ChangeByDateUtc"));
    refused(Rpc.authenticate(user), 401, "InvalidCredentials");

    String unproven = Person.freshAddress("unproven");
    strict.post("/users/add", "Email", unproven, "Password", NEW).expect(200);
    refused(strict.post("/users/resetPassword", "UserName", unproven), 409, "EmailNotVerified");
    JsonObject invited =
        strict.post("/users/add", "Email", Person.freshAddress("linked")).expect(200).json();
    assertThat(invited.fieldNames()).doesNotContain("GeneratedPassword", "ChangePasswordByUtc");
  }

  @Test
  void aResetThatCanNotBeIsRefused() {
    Person user = RPC.member();
    refused(
        RPC.post("/users/resetPassword", "UserName", user.email(), "NewPassword", NEW),
        400,
        "InvalidRequest");
    for (String path : Set.of("/users/resetPassword", "/users/previewResetPassword")) {
      refused(RPC.post(path), 400, "InvalidRequest");
      refused(RPC.post(path, "UserName", "nobody"), 404, "NotFound");
      refused(RPC.post(path, "UserName", RPC.founderName()), 403, "NotYourself");
      refused(RPC.post(user.signIn(), path, "UserName", RPC.founderName()), 403, "Forbidden");
    }
    refused(
        RPC.get("/users/previewResetPassword", "UserName", user.email()), 405, "MethodNotAllowed");
  }

  @Test
  void aPasswordIsValidatedByPostWithoutASignIn() {
    Person user = RPC.member();
    validate(user, "CurrentPassword", user.password()).expect(204);
    validate(user, "Password", user.password()).expect(204);
    validate(user, "CurrentPassword", user.password(), "Password", NEW).expect(204);
    assertThat(RPC.logins(user)).isZero();
    refused(
        validate(user, "CurrentPassword", user.password(), "Password", "short"),
        422,
        "PasswordTooShort");
    refused(
        validate(user, "CurrentPassword", user.password(), "Password", user.password()),
        422,
        "PasswordUnchanged");
    JsonObject told = refused(validate(user), 400, "InvalidRequest");
    assertThat(told.getJsonArray("Errors").getJsonObject(0).getString("FieldName"))
        .isEqualTo("CurrentPassword");
  }

  @Test
  void aWrongPasswordCountsAndIsToldLikeNobodys() {
    Person user = RPC.member();
    Person nobody = new Person(user.latchkey(), Person.freshAddress("nobody"), WRONG);
    Reply wrong = validate(user, "CurrentPassword", WRONG, "Password", "short");
    refused(wrong, 401, "InvalidCredentials");
    assertThat(RPC.guesses(user)).isEqualTo(1);
    refused(Rpc.authenticate(user.with(WRONG)), 401, "InvalidCredentials");
    assertThat(RPC.guesses(user)).isEqualTo(2);

    long hashes = user.latchkey().hashes();
    Reply unknown = validate(nobody, "CurrentPassword", WRONG, "Password", "short");
    assertThat(unknown.essence()).isEqualTo(wrong.essence());
    assertThat(user.latchkey().hashes() - hashes).isEqualTo(1);
  }

  @Test
  void secretsInAUrlAreRefusedWithTheFormThatTakesThem() {
    Person user = RPC.member();
    for (Reply reply :
        new Reply[] {
          RPC.get(
              "/users/validatePassword",
              "UserName",
              user.email(),
              "CurrentPassword",
              user.password()),
          RPC.get("/users/add", "Email", Person.freshAddress("a"), "Password", NEW),
          RPC.get("/users/resetPassword", "UserName", user.email(), "PreviewToken", "x"),
          RPC.get(
              "/users/updatePassword",
              "UserName",
              user.email(),
              "CurrentPassword",
              "x",
              "Password",
              NEW),
          RPC.get("/users/add", "UserDetails", "{Email:a@example.org,Password:" + NEW + "}"),
          RPC.get("/users/add", "UserDetails", "{Email:a@example.org,A:[{PreviewToken:x}]}"),
          RPC.get(
              "/users/update",
              "UserDetails",
              Ask.object("UserName", user.email(), "CurrentPassword", user.password()).encode()),
          RPC.get("/users/update", "UserDetails", "{UserName:a,\"Password\":\"" + NEW + "\"}"),
          RPC.get("/users/add", "Email", Person.freshAddress("a"), "password", NEW),
          RPC.get("/users/add", "UserDetails", "{Email:a@example.org,A:[{previewtoken:x}]}"),
          RPC.post(
              "/users/validatePassword?CurrentPassword=x",
              "UserName",
              user.email(),
              "Password",
              user.password()),
          RPC.post("/users/resetPassword?password=x", "UserName", user.email()),
          RPC.post("/users?ONETIMEPASSWORD", "Version", 1)
        }) {
      JsonObject told = refused(reply, 400, "InvalidRequest");
      assertThat(told.getString("Message")).contains("URL").contains("POST");
      assertThat(reply.body()).doesNotContain(NEW).doesNotContain(user.password());
    }
    Rpc.authenticate(user).expect(200);
  }

  @Test
  void aPasswordIsValidatedByQueryWhereThatIsConfigured() {
    Person user = RPC.member();
    String query = "?" + Rpc.encoded("UserName", user.email(), "CurrentPassword", user.password());
    Reply right = lenient.ask(Ask.of("GET", "/users/validatePassword" + query));
    assertThat(right.expect(204).header("cache-control")).isEqualTo("no-store");
    refused(
        lenient.ask(Ask.of("GET", "/users/validatePassword" + query + "x")),
        401,
        "InvalidCredentials");
    assertThat(lenient.log() + lenient.out()).doesNotContain(Rpc.escaped(user.password()));
    assertThat(RPC.guesses(user)).isEqualTo(1);
  }

  @Test
  void aPasswordIsUpdatedByQueryWhereThatIsConfigured() {
    Person user = RPC.member();
    Login login = user.signIn().at(lenient);
    RPC.get(
            login,
            "/users/updatePassword",
            "UserName",
            user.email(),
            "CurrentPassword",
            user.password(),
            "Password",
            NEW)
        .expect(204);
    Rpc.authenticate(user.with(NEW)).expect(200);
  }

  @Test
  void aCookieOfAnHttpsServiceTravelsByHttpsOnlyAndIsForItsOwnOrigin() {
    Person user = RPC.member().at(lenient);
    Reply signedIn = Rpc.authenticate(user);
    assertThat(signedIn.expect(200).header("set-cookie")).endsWith("; Secure");
    Ask form =
        Rpc.formed("/users/reset", "UserName", user.email())
            .with("Cookie", "ss-tok=" + signedIn.text("BearerToken"));
    lenient.ask(form.with("Origin", "https://id.example.org")).expect(204);
    String elsewhere = String.valueOf(lenient.url());
    refused(lenient.ask(form.with("Origin", elsewhere)), 401, "Unauthenticated");
  }
}
