package dev.latchkey.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.RequestPasswordReset;
import dev.latchkey.api.bus.Failure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that goes wrong is a problem document, and none repeats what was sent. */
class ProblemsIT {

  private static final String CANARY = "canary-7f3a";
  private static final JsonObject ADDRESS = new JsonObject().put("email", "ada@example.org");

  private static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    platform = Platform.with(Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    platform.close();
  }

  @AfterEach
  void asUsual() {
    platform.modules.usual(RequestPasswordReset.class);
    platform.modules.usual(DescribeMe.class);
  }

  private static Http.Answer forgot() throws Exception {
    return platform.http.post("/api/v1/password/forgot", ADDRESS);
  }

  private static Http.Answer send(String path, String body) throws Exception {
    return platform.http.as("good").send(HttpMethod.POST, path, Buffer.buffer(body));
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void everyFailureOfAModuleIsAProblemWithItsCode(Failure failure) throws Exception {
    platform.modules.refuse(RequestPasswordReset.class, failure);
    var answer = forgot();
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().getInteger("status")).isEqualTo(answer.status());
    assertThat(answer.code()).isEqualTo(failure.code());
    assertThat(answer.json().getString("type")).isEqualTo("/problems/" + failure.code());
    assertThat(answer.json().getString("detail")).isEqualTo(failure.detail());
    assertThat(answer.json().getString("requestId")).isEqualTo(answer.header("X-Request-Id"));
    assertThat(answer.header("WWW-Authenticate") != null).isEqualTo(answer.status() == 401);
    assertThat(answer.header("Retry-After") != null)
        .isEqualTo(answer.status() == 429 || answer.status() == 503);
  }

  @Test
  void theTypeOfAProblemLeadsToItsExplanation() throws Exception {
    var page = platform.http.get("/problems/email_taken");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.json().getInteger("status")).isEqualTo(409);
    assertThat(page.json().getString("detail")).isEqualTo(Failure.EMAIL_TAKEN.detail());
    assertThat(platform.http.get("/problems/no_such_code").status()).isEqualTo(404);
  }

  @Test
  void theWaitIsWrittenInWholeSecondsAtLeastOne() throws Exception {
    var refusal = Failure.TOO_MANY_REQUESTS.refusal();
    platform.modules.answer(
        RequestPasswordReset.class,
        ask -> Future.failedFuture(refusal.retryAfter(Duration.ofMinutes(2))));
    assertThat(forgot().header("Retry-After")).isEqualTo("120");
    platform.modules.answer(
        RequestPasswordReset.class,
        ask -> Future.failedFuture(refusal.retryAfter(Duration.ofMillis(10))));
    assertThat(forgot().header("Retry-After")).isEqualTo("1");
  }

  @Test
  void aHandlerThatBreaksTellsNothingOfItsException() throws Exception {
    platform.modules.answer(
        RequestPasswordReset.class,
        ask -> {
          throw new IllegalStateException("password=" + CANARY);
        });
    var answer = forgot();
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("internal");
    assertThat(answer.body().toString()).doesNotContain(CANARY).doesNotContain("Exception");
  }

  @Test
  void aViewThatCannotBeWrittenIsInternalToo() throws Exception {
    platform.modules.answer(DescribeMe.class, ask -> Future.succeededFuture(null));
    assertThat(platform.http.as("good").get("/api/v1/me").status()).isEqualTo(500);
  }

  @Test
  void violationsNameEachPlaceAndNoValue() throws Exception {
    var answer =
        send("/api/v1/sessions", "{\"email\":7,\"password\":\"\",\"isAdmin\":\"" + CANARY + "\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_request");
    assertThat(answer.json().getJsonArray("errors").stream())
        .extracting(error -> ((JsonObject) error).getString("pointer"))
        .contains("/email", "/password", "/isAdmin");
    assertThat(answer.body().toString()).doesNotContain(CANARY);
  }

  @Test
  void aParameterIsNamedAfterThePartOfTheRequest() throws Exception {
    var answer = platform.http.as("good").get("/api/v1/me/emails?limit=101");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo("/query/limit");
    assertThat(platform.http.as("good").get("/api/v1/me/emails?lim=1").status()).isEqualTo(400);
    assertThat(platform.http.as("good").get("/api/v1/me/emails?limit=1&limit=2").status())
        .isEqualTo(400);
    assertThat(platform.http.as("good").delete("/api/v1/me/logins/1-1-1-1-1").status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"email\":\"a@b.c\",\"email\":\"a@b.c\"}",
        "{\"email\":1e999}",
        "{\"email\":\"\\u0000\"}",
        "{\"email\":\"\\ud800\"}",
        "{\"email\":\"a@b.c\"} x",
        "\uFEFF{\"email\":\"a@b.c\"}",
        "{\"email\":NaN}",
        "{'email':'a@b.c'}",
        "{\"email\":{\"$ne\":null}}",
        "{\"email\":[\"a@b.c\"]}",
        "{\"email\":null}"
      })
  void whatIsNotTheJsonThatIsWantedIsRefused(String body) throws Exception {
    var answer = send("/api/v1/password/forgot", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_request");
    assertThat(answer.json().getJsonArray("errors")).isNotEmpty();
  }

  @Test
  void deepAndOverlongAndBrokenTextIsRefused() throws Exception {
    assertThat(send("/api/v1/password/forgot", "[".repeat(5000)).status()).isEqualTo(400);
    byte[] overlong = {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'};
    var answer =
        platform.http.send(HttpMethod.POST, "/api/v1/password/forgot", Buffer.buffer(overlong));
    assertThat(answer.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/jsonx",
        "*/*"
      })
  void otherMediaTypesAreRefused(String type) throws Exception {
    try (Wire wire = platform.wire()) {
      wire.write(
          "POST /api/v1/password/forgot HTTP/1.1\r\nHost: x\r\nContent-Type: "
              + type
              + "\r\nContent-Length: 2\r\n\r\n{}");
      assertThat(wire.readAnswer())
          .startsWith("HTTP/1.1 415 ")
          .contains("\"code\":\"unsupported_media_type\"");
    }
  }

  @Test
  void packedBodiesAreRefused() throws Exception {
    var answer =
        platform.http.with("Content-Encoding", "gzip").post("/api/v1/password/forgot", ADDRESS);
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo("unsupported_content_encoding");
  }

  @Test
  void unknownPathsAndMethodsAreToldApart() throws Exception {
    var unknown = platform.http.get("/api/v1/" + CANARY);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body().toString()).doesNotContain(CANARY);
    var method = platform.http.delete("/api/v1/me/emails");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.code()).isEqualTo("method_not_allowed");
    assertThat(method.header("Allow")).contains("GET").contains("POST").doesNotContain("DELETE");
    assertThat(platform.http.get("/setup").status()).isEqualTo(404);
    assertThat(platform.http.get("/").status()).isEqualTo(404);
  }

  @Test
  void aRequestIdIsTakenOverOnlyWhenItIsFit() throws Exception {
    assertThat(platform.http.with("X-Request-Id", "A-1_b.2").get("/x").header("X-Request-Id"))
        .isEqualTo("A-1_b.2");
    for (String unfit : new String[] {"", "a b", "a".repeat(65), "<x>", "a;b"}) {
      assertThat(platform.http.with("X-Request-Id", unfit).get("/x").header("X-Request-Id"))
          .isNotEqualTo(unfit)
          .matches("[0-9a-f-]{36}");
    }
  }

  @Test
  void aHeadIsItsGetWithoutABody() throws Exception {
    var answer = platform.http.as("good").send(HttpMethod.HEAD, "/api/v1/me", null);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("\"7\"");
    assertThat(answer.body().length()).isZero();
  }
}
