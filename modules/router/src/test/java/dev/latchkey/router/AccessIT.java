package dev.latchkey.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.accounts.CreateOrganization;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.ListEmails;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.RecordRefusal;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.api.sessions.SignIn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and that nobody else's request gets any further. */
class AccessIT {

  private static final JsonObject ADDRESS = new JsonObject().put("email", "ada@home.example");

  private static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    platform = Platform.with(Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    platform.close();
  }

  @Test
  void withoutATokenNobodyIsAsked() throws Exception {
    var answer = platform.http.get("/api/v1/me");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer forged",
        "Basic YTpi",
        "Bearer",
        "Bearer ",
        "Bearer  good",
        "good",
        "Bearer good, Bearer good",
        "Bearer \u00e9"
      })
  void aTokenThatDoesNotCountIsRefused(String header) throws Exception {
    var answer = platform.http.with("Authorization", header).get("/api/v1/me");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate"))
        .isEqualTo(header.startsWith("Bearer") ? "Bearer error=\"invalid_token\"" : "Bearer");
  }

  /** RFC 6750, section 3.1: the error would have its client drop a token that is good. */
  @Test
  void aWrongCodeSaysNothingAgainstTheToken() throws Exception {
    platform.modules.answer(
        DescribeMe.class, request -> Future.failedFuture(Failure.SECOND_FACTOR_INVALID.refusal()));
    var answer = platform.http.as("good").get("/api/v1/me");
    platform.modules.usual(DescribeMe.class);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void twoAuthorizationHeadersAreRefused() throws Exception {
    try (Wire wire = platform.wire()) {
      wire.write(
          Wire.head(
              "GET /api/v1/me HTTP/1.1",
              "Host: x",
              "Authorization: Bearer good",
              "Authorization: Bearer good"));
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void theSchemesCaseDoesNotMatter() throws Exception {
    assertThat(platform.http.with("Authorization", "bearer good").get("/api/v1/me").status())
        .isEqualTo(200);
  }

  @Test
  void sessionsLearnsWhereTheRequestCameFrom() throws Exception {
    platform.http.as("good").with("User-Agent", "x".repeat(600)).get("/api/v1/me");
    var origin = platform.modules.last(Authenticate.class).origin();
    assertThat(origin.ipAddress()).isEqualTo("127.0.0.1");
    assertThat(origin.userAgent()).hasSize(512);
    assertThat(platform.modules.last(DescribeMe.class).caller().origin()).isEqualTo(origin);
  }

  @Test
  void anOldProofIsNotFreshEnough() throws Exception {
    var answer = platform.http.as("stale").post("/api/v1/me/emails", ADDRESS);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("reauthentication_required");
    assertThat(platform.http.as("stale").get("/api/v1/me/emails").status()).isEqualTo(200);
  }

  @Test
  void aTemporaryPasswordOpensLittle() throws Exception {
    Http temporary = platform.http.as("temporary");
    var answer = temporary.get("/api/v1/me/emails");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("password_change_required");
    assertThat(temporary.get("/api/v1/me").status()).isEqualTo(200);
    assertThat(temporary.delete("/api/v1/sessions/current").status()).isEqualTo(204);
    var change = new JsonObject().put("currentPassword", "old").put("newPassword", "new");
    assertThat(temporary.send(HttpMethod.PUT, "/api/v1/me/password", change.toBuffer()).status())
        .isEqualTo(204);
  }

  @Test
  void whatIsRefusedBeforeAnyModuleIsAskedGoesOnRecordToo() throws Exception {
    assertThat(platform.http.as("powerless").get("/api/v1/org/events").code())
        .isEqualTo("forbidden");
    assertRecorded("ListEvents", Failure.FORBIDDEN);
    platform.http.as("stale").post("/api/v1/me/emails", ADDRESS);
    assertRecorded("AddEmail", Failure.REAUTHENTICATION_REQUIRED);
    platform.http.as("temporary").get("/api/v1/me/emails");
    assertRecorded("ListEmails", Failure.PASSWORD_CHANGE_REQUIRED);
    platform.http.as("tpt_good").get("/api/v1/me/emails");
    assertRecorded("ListEmails", Failure.LOGIN_REQUIRED);
  }

  private static void assertRecorded(String request, Failure failure) {
    var recorded = platform.modules.last(RecordRefusal.class);
    assertThat(recorded.request()).isEqualTo(request);
    assertThat(recorded.failure()).isEqualTo(failure);
    assertThat(recorded.caller().person()).isEqualTo(FakeModules.PERSON);
    assertThat(recorded.caller().origin().ipAddress()).isEqualTo("127.0.0.1");
  }

  @Test
  void aRefusalThatCantGoOnRecordComesWithinASecondAnyway() throws Exception {
    platform.modules.answer(RecordRefusal.class, ask -> Promise.<Record>promise().future());
    long start = System.nanoTime();
    assertThat(platform.http.as("powerless").get("/api/v1/org/events").code())
        .isEqualTo("forbidden");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    platform.modules.usual(RecordRefusal.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpt_good", "tot_good"})
  void anApiTokenDoesWhatItsScopesSayAndReadsWhoItIs(String token) throws Exception {
    Http program = platform.http.as(token);
    assertThat(program.get("/api/v1/me").status()).isEqualTo(200);
    assertThat(program.get("/api/v1/org/events").status()).isEqualTo(200);
    assertThat(program.get("/api/v1/me/tokens").code()).isEqualTo("login_required");
    assertThat(program.get("/api/v1/me/logins").code()).isEqualTo("login_required");
    assertThat(program.delete("/api/v1/me").code()).isEqualTo("login_required");
    assertThat(program.delete("/api/v1/sessions/current").code()).isEqualTo("login_required");
    assertThat(program.post("/api/v1/me/emails", ADDRESS).code()).isEqualTo("login_required");
    assertThat(program.get("/api/v1/org/tokens").code()).isEqualTo("forbidden");
  }

  @Test
  void publicOperationsDoNotLookAtCredentials() throws Exception {
    var body = new JsonObject().put("userName", "ada").put("password", "secret");
    assertThat(platform.http.as("forged").post("/api/v1/sessions", body).status()).isEqualTo(201);
    assertThat(platform.modules.wasAsked(SignIn.class)).isTrue();
  }

  @Test
  void aRefusedRequestIsRefusedBeforeItsBodyHasCome() throws Exception {
    try (Wire wire = platform.wire()) {
      wire.write(
          Wire.head(
              "POST /api/v1/me/organizations HTTP/1.1",
              "Host: x",
              "Content-Type: application/json",
              "Content-Length: 60000"));
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 401 ");
    }
    assertThat(platform.modules.wasAsked(CreateOrganization.class)).isFalse();
  }

  @Test
  void aBodyMayComeWhileTheCallerIsStillBeingLookedUp() throws Exception {
    String body = "{\"email\":\"" + "a".repeat(200) + "@example.org\"}";
    try (Wire wire = platform.wire()) {
      wire.write(
          "POST /api/v1/me/emails HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n"
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 201 ");
      wire.write("GET /api/v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n\r\n");
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void whatAModuleRefusesHasItsStatusAndCode() throws Exception {
    platform.modules.refuse(ListEmails.class, Failure.INVALID_MARKER);
    var answer = platform.http.as("good").with("X-Request-Id", "abc-1").get("/api/v1/me/emails");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json())
        .isEqualTo(
            new JsonObject()
                .put("type", "/problems/invalid_marker")
                .put("title", "Invalid marker")
                .put("status", 400)
                .put("code", "invalid_marker")
                .put("detail", Failure.INVALID_MARKER.detail())
                .put("requestId", "abc-1"));
    platform.modules.usual(ListEmails.class);
  }
}
