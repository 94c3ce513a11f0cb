package dev.latchkey.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.accounts.AddEmail;
import dev.latchkey.api.accounts.CancelEmailChange;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.CloseAccount;
import dev.latchkey.api.accounts.CreateOrganization;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.EmailPage;
import dev.latchkey.api.accounts.ListEmails;
import dev.latchkey.api.accounts.ListMyOrganizations;
import dev.latchkey.api.accounts.MakeEmailPrimary;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.Register;
import dev.latchkey.api.accounts.RemoveEmail;
import dev.latchkey.api.accounts.RequestPasswordReset;
import dev.latchkey.api.accounts.ResetPassword;
import dev.latchkey.api.accounts.SendEmailProof;
import dev.latchkey.api.accounts.SetUp;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.sessions.EndLogin;
import dev.latchkey.api.sessions.EndOtherLogins;
import dev.latchkey.api.sessions.ListLogins;
import dev.latchkey.api.sessions.Reauthenticate;
import dev.latchkey.api.sessions.RefreshLogin;
import dev.latchkey.api.sessions.SignIn;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every operation of the native surface: what it asks, and what it answers. */
class NativeSurfaceIT {

  private static final String ID = FakeModules.EMAIL.toString();

  private static Platform platform;
  private static Http anybody;
  private static Http ada;

  @BeforeAll
  static void start() throws Exception {
    platform = Platform.with(Map.of());
    anybody = platform.http;
    ada = anybody.as("good");
  }

  @AfterAll
  static void stop() throws Exception {
    platform.close();
  }

  private static <Q extends Record> Q asked(Class<Q> type) {
    return platform.modules.last(type);
  }

  private static JsonObject json(String singleQuoted) {
    return new JsonObject(singleQuoted.replace('\'', '"'));
  }

  @Test
  void settingUpAsksWithEverythingThatWasSent() throws Exception {
    var answer =
        anybody.post(
            "/api/v1/setup",
            json(
                "{'token':'t','organizationName':'Engines','email':'ada@example.org',"
                    + "'password':'violet teapot','displayName':'Ada'}"));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/me/organizations");
    assertThat(answer.json().getString("organizationId"))
        .isEqualTo(FakeModules.ORGANIZATION.toString());
    assertThat(answer.json().getString("userId")).isEqualTo(FakeModules.PERSON.toString());
    SetUp asked = asked(SetUp.class);
    assertThat(asked)
        .isEqualTo(
            new SetUp("t", "Engines", "ada@example.org", "violet teapot", "Ada", asked.origin()));
    assertThat(asked.origin().ipAddress()).isEqualTo("127.0.0.1");
    assertThat(asked.origin().requestId()).isEqualTo(answer.header("X-Request-Id"));
  }

  @Test
  void registeringIsAcceptedWithoutAWord() throws Exception {
    var answer =
        anybody.post("/api/v1/registrations", json("{'email':'c@example.org','password':'pass'}"));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body().length()).isZero();
    assertThat(asked(Register.class).email()).isEqualTo("c@example.org");
    assertThat(asked(Register.class).displayName()).isNull();
  }

  @Test
  void signingInAnswersTokensAndNamesTheLogin() throws Exception {
    var answer =
        anybody
            .with("User-Agent", "Loom/1.0")
            .post(
                "/api/v1/sessions",
                json(
                    "{'email':'ada@example.org','password':'secret','deviceName':'laptop',"
                        + "'organizationId':'"
                        + FakeModules.ORGANIZATION
                        + "'}"));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/me/logins/" + FakeModules.LOGIN);
    assertThat(answer.json())
        .isEqualTo(
            json(
                "{'status':'signed_in','accessToken':'access','expiresIn':600,"
                    + "'refreshToken':'refresh','loginId':'"
                    + FakeModules.LOGIN
                    + "','mustChangePassword':false}"));
    SignIn asked = asked(SignIn.class);
    assertThat(asked)
        .isEqualTo(
            new SignIn(
                "ada@example.org", "secret", FakeModules.ORGANIZATION, "laptop", asked.origin()));
    assertThat(asked.origin().userAgent()).isEqualTo("Loom/1.0");
  }

  @Test
  void signingInByHandleIsAsGood() throws Exception {
    anybody.post("/api/v1/sessions", json("{'userName':'ada','password':'secret'}"));
    assertThat(asked(SignIn.class).identifier()).isEqualTo("ada");
    assertThat(asked(SignIn.class).organization()).isNull();
  }

  @Test
  void signingInWantsExactlyOneOfAddressAndHandle() throws Exception {
    for (String names : List.of("", "'email':'a@b.c','userName':'a',")) {
      var answer = anybody.post("/api/v1/sessions", json("{" + names + "'password':'secret'}"));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("invalid_request");
    }
  }

  @Test
  void refreshingAndReauthenticatingAnswerNewTokens() throws Exception {
    var refreshed = anybody.post("/api/v1/sessions/refresh", json("{'refreshToken':'r'}"));
    assertThat(refreshed.status()).isEqualTo(200);
    assertThat(refreshed.json().getString("accessToken")).isEqualTo("access");
    assertThat(asked(RefreshLogin.class).refreshToken()).isEqualTo("r");
    var proven = ada.post("/api/v1/sessions/reauthenticate", json("{'password':'secret'}"));
    assertThat(proven.status()).isEqualTo(200);
    assertThat(proven.json().getString("refreshToken")).isEqualTo("refresh");
    assertThat(asked(Reauthenticate.class).password()).isEqualTo("secret");
    assertThat(asked(Reauthenticate.class).caller().person()).isEqualTo(FakeModules.PERSON);
  }

  @Test
  void signingOutEndsTheCallersOwnLogin() throws Exception {
    assertThat(ada.delete("/api/v1/sessions/current").status()).isEqualTo(204);
    assertThat(asked(EndLogin.class).login()).isEqualTo(FakeModules.LOGIN);
  }

  @Test
  void thePublicKeysMayBeKeptForAWhile() throws Exception {
    var answer = anybody.get("/.well-known/jwks.json");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=300");
    assertThat(answer.json().getJsonArray("keys").getJsonObject(0).getString("kid"))
        .isEqualTo("k1");
  }

  @Test
  void whoAmIAnswersWithoutNullsAndWithAVersion() throws Exception {
    var answer = ada.get("/api/v1/me");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("\"7\"");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    JsonObject user = answer.json().getJsonObject("user");
    assertThat(user.fieldNames()).doesNotContain("familyName", "title", "timeZone");
    assertThat(user.getString("createdAt")).isEqualTo("2026-11-21T10:15:30.123456Z");
    JsonObject membership = answer.json().getJsonArray("memberships").getJsonObject(0);
    assertThat(membership.getJsonArray("permissions")).isEqualTo(new JsonArray().add("org:read"));
    assertThat(answer.json().getJsonObject("login").getString("assurance")).isEqualTo("aal1");
    assertThat(asked(DescribeMe.class).caller().login()).isEqualTo(FakeModules.LOGIN);
  }

  @Test
  void aPatchTellsWhatToSetAndWhatToClear() throws Exception {
    var answer =
        ada.with("If-Match", "\"7\"")
            .send(
                HttpMethod.PATCH,
                "/api/v1/me",
                json("{'givenName':'Ada','title':null,'email':'new@example.org'}").toBuffer());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("\"8\"");
    UpdateMe asked = asked(UpdateMe.class);
    assertThat(asked.set()).isEqualTo(Map.of(ProfileField.GIVEN_NAME, "Ada"));
    assertThat(asked.clear()).containsExactly(ProfileField.TITLE);
    assertThat(asked.email()).isEqualTo("new@example.org");
    assertThat(asked.expectedVersion()).isEqualTo(7);
  }

  @Test
  void aPatchWithoutOrWithAnyTagMindsNoVersion() throws Exception {
    Buffer body = json("{'givenName':'Ada'}").toBuffer();
    ada.send(HttpMethod.PATCH, "/api/v1/me", body);
    assertThat(asked(UpdateMe.class).expectedVersion()).isNull();
    ada.with("If-Match", "*").send(HttpMethod.PATCH, "/api/v1/me", body);
    assertThat(asked(UpdateMe.class).expectedVersion()).isNull();
  }

  @Test
  void aTagThatWasNeverGivenMatchesNothing() throws Exception {
    var answer =
        ada.with("If-Match", "W/\"7\"")
            .send(HttpMethod.PATCH, "/api/v1/me", json("{'givenName':'Ada'}").toBuffer());
    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.code()).isEqualTo("version_conflict");
  }

  @Test
  void closingTheAccountSaysNothing() throws Exception {
    assertThat(ada.delete("/api/v1/me").status()).isEqualTo(204);
    assertThat(asked(CloseAccount.class).caller().person()).isEqualTo(FakeModules.PERSON);
  }

  @Test
  void addressesAreListedByPage() throws Exception {
    var answer = ada.get("/api/v1/me/emails?limit=5&marker=here");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("marker")).isEqualTo("next");
    assertThat(answer.json().getJsonArray("items").getJsonObject(0).fieldNames())
        .containsExactlyInAnyOrder("id", "email", "verified", "primary", "pending", "createdAt");
    assertThat(asked(ListEmails.class).limit()).isEqualTo(5);
    assertThat(asked(ListEmails.class).marker()).isEqualTo("here");
  }

  @Test
  void aPageHasAHundredItemsUnlessSaidOtherwise() throws Exception {
    ada.get("/api/v1/me/emails");
    assertThat(asked(ListEmails.class).limit()).isEqualTo(100);
    assertThat(asked(ListEmails.class).marker()).isNull();
  }

  @Test
  void theLastPageHasNoMarker() throws Exception {
    var answer = ada.get("/api/v1/me/organizations?limit=0");
    assertThat(answer.json().containsKey("marker")).isFalse();
    assertThat(asked(ListMyOrganizations.class).limit()).isZero();
    platform.modules.answer(
        ListEmails.class, ask -> Future.succeededFuture(new EmailPage(List.of(), null)));
    assertThat(ada.get("/api/v1/me/emails").json()).isEqualTo(json("{'items':[]}"));
    platform.modules.usual(ListEmails.class);
  }

  @Test
  void anAddressIsAddedAndFoundAtItsOwnPath() throws Exception {
    var answer = ada.post("/api/v1/me/emails", json("{'email':'ada@home.example'}"));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/me/emails/" + ID);
    assertThat(asked(AddEmail.class).email()).isEqualTo("ada@home.example");
  }

  @Test
  void anAddressIsNamedInThePath() throws Exception {
    assertThat(ada.delete("/api/v1/me/emails/" + ID).status()).isEqualTo(204);
    assertThat(asked(RemoveEmail.class).email()).isEqualTo(FakeModules.EMAIL);
    var primary = ada.send(HttpMethod.PUT, "/api/v1/me/emails/" + ID + "/primary", null);
    assertThat(primary.status()).isEqualTo(200);
    assertThat(primary.json().getBoolean("primary")).isTrue();
    assertThat(asked(MakeEmailPrimary.class).email()).isEqualTo(FakeModules.EMAIL);
    var proof = ada.send(HttpMethod.POST, "/api/v1/me/emails/" + ID + "/verification", null);
    assertThat(proof.status()).isEqualTo(204);
    assertThat(asked(SendEmailProof.class).email()).isEqualTo(FakeModules.EMAIL);
  }

  @Test
  void aStagedChangeIsDropped() throws Exception {
    assertThat(ada.delete("/api/v1/me/email-change").status()).isEqualTo(204);
    assertThat(asked(CancelEmailChange.class).caller().person()).isEqualTo(FakeModules.PERSON);
  }

  @Test
  void anAddressIsProvenByItsToken() throws Exception {
    assertThat(anybody.post("/api/v1/emails/verify", json("{'token':'t'}")).status())
        .isEqualTo(204);
    assertThat(asked(ProveEmail.class).token()).isEqualTo("t");
  }

  @Test
  void changingThePasswordEndsOtherLoginsUnlessSaidOtherwise() throws Exception {
    var path = "/api/v1/me/password";
    var body = json("{'currentPassword':'old','newPassword':'new'}");
    assertThat(ada.send(HttpMethod.PUT, path, body.toBuffer()).status()).isEqualTo(204);
    assertThat(asked(ChangePassword.class).endOtherLogins()).isTrue();
    ada.send(HttpMethod.PUT, path, body.copy().put("endOtherLogins", false).toBuffer());
    assertThat(asked(ChangePassword.class).endOtherLogins()).isFalse();
    assertThat(asked(ChangePassword.class).currentPassword()).isEqualTo("old");
    assertThat(asked(ChangePassword.class).newPassword()).isEqualTo("new");
  }

  @Test
  void aForgottenPasswordIsResetWithoutTellingAnything() throws Exception {
    var forgot = anybody.post("/api/v1/password/forgot", json("{'email':'who@example.org'}"));
    assertThat(forgot.status()).isEqualTo(202);
    assertThat(forgot.body().length()).isZero();
    assertThat(asked(RequestPasswordReset.class).email()).isEqualTo("who@example.org");
    var reset = anybody.post("/api/v1/password/reset", json("{'token':'t','newPassword':'new'}"));
    assertThat(reset.status()).isEqualTo(204);
    assertThat(asked(ResetPassword.class).token()).isEqualTo("t");
    assertThat(asked(ResetPassword.class).newPassword()).isEqualTo("new");
  }

  @Test
  void loginsAreListedAndEnded() throws Exception {
    var list = ada.get("/api/v1/me/logins");
    assertThat(list.status()).isEqualTo(200);
    JsonObject login = list.json().getJsonArray("items").getJsonObject(0);
    assertThat(login.getBoolean("current")).isTrue();
    assertThat(login.containsKey("userAgent")).isFalse();
    assertThat(asked(ListLogins.class).caller().person()).isEqualTo(FakeModules.PERSON);
    String other = "019aa5b0-0000-7000-8000-00000000000f";
    assertThat(ada.delete("/api/v1/me/logins/" + other).status()).isEqualTo(204);
    assertThat(asked(EndLogin.class).login().toString()).isEqualTo(other);
    assertThat(ada.delete("/api/v1/me/logins").status()).isEqualTo(204);
    assertThat(asked(EndOtherLogins.class).caller().login()).isEqualTo(FakeModules.LOGIN);
  }

  @Test
  void anOrganizationIsMade() throws Exception {
    var answer = ada.post("/api/v1/me/organizations", json("{'name':'Engines'}"));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/me/organizations");
    assertThat(answer.json().fieldNames()).containsExactlyInAnyOrder("id", "name");
    assertThat(asked(CreateOrganization.class).name()).isEqualTo("Engines");
  }

  @Test
  void aPageLetsAReaderTryTheApiAndLoadsNothingFromElsewhere() throws Exception {
    var page = anybody.get("/docs");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
    assertThat(page.body().toString()).doesNotContain("http://").doesNotContain("https://");
    assertThat(anybody.get("/docs/page.js").status()).isEqualTo(200);
    assertThat(anybody.get("/docs/page.css").status()).isEqualTo(200);
  }

  @Test
  void theContractIsPublishedAndNeedNotBeSentTwice() throws Exception {
    var answer = anybody.get("/openapi.json");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("openapi")).isEqualTo("3.1.0");
    assertThat(answer.json().getJsonObject("paths").fieldNames()).contains("/api/v1/me");
    var again =
        anybody.with("If-None-Match", String.valueOf(answer.header("ETag"))).get("/openapi.json");
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body().length()).isZero();
  }
}
