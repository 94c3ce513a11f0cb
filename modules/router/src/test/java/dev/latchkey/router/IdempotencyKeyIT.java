package dev.latchkey.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.accounts.CancelEmailChange;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.CloseAccount;
import dev.latchkey.api.accounts.CreateOrganization;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.bus.Failure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the header to the caller, and from the refusals to problem documents. */
class IdempotencyKeyIT {

  private static final String HEADER = "Idempotency-Key";
  private static final String PATH = "/api/v1/me/organizations";
  private static final JsonObject ENGINES = new JsonObject().put("name", "Engines");

  private static Platform platform;
  private static Http ada;

  @BeforeAll
  static void start() throws Exception {
    platform = Platform.with(Map.of());
    ada = platform.http.as("good");
  }

  @AfterAll
  static void stop() throws Exception {
    platform.close();
  }

  @AfterEach
  void asUsual() {
    platform.modules.usual(CreateOrganization.class);
  }

  private static Http.Answer create(String key) throws Exception {
    return ada.with(HEADER, key).post(PATH, ENGINES);
  }

  @Test
  void theKeyTravelsWithTheCaller() throws Exception {
    assertThat(create("a-key").status()).isEqualTo(201);
    assertThat(platform.modules.last(CreateOrganization.class).caller().idempotencyKey())
        .isEqualTo("a-key");
    ada.with(HEADER, "b").send(HttpMethod.PATCH, "/api/v1/me", json("{'title':null}"));
    assertThat(platform.modules.last(UpdateMe.class).caller().idempotencyKey()).isEqualTo("b");
    ada.with(HEADER, "c").delete("/api/v1/me/email-change");
    assertThat(platform.modules.last(CancelEmailChange.class).caller().idempotencyKey())
        .isEqualTo("c");
    ada.with(HEADER, "d")
        .send(
            HttpMethod.PUT,
            "/api/v1/me/password",
            json("{'currentPassword':'x','newPassword':'y'}"));
    assertThat(platform.modules.last(ChangePassword.class).caller().idempotencyKey())
        .isEqualTo("d");
  }

  private static io.vertx.core.buffer.Buffer json(String singleQuoted) {
    return new JsonObject(singleQuoted.replace('\'', '"')).toBuffer();
  }

  @Test
  void withoutTheHeaderThereIsNoKey() throws Exception {
    assertThat(ada.post(PATH, ENGINES).status()).isEqualTo(201);
    assertThat(platform.modules.last(CreateOrganization.class).caller().idempotencyKey()).isNull();
  }

  @Test
  void operationsThatDoNotTakeItPassItOver() throws Exception {
    Http naming = ada.with(HEADER, "not visible \t");
    assertThat(naming.get("/api/v1/me").status()).isEqualTo(200);
    assertThat(platform.modules.last(DescribeMe.class).caller().idempotencyKey()).isNull();
    assertThat(naming.delete("/api/v1/me").status()).isEqualTo(204);
    assertThat(platform.modules.last(CloseAccount.class).caller().idempotencyKey()).isNull();
  }

  @Test
  void aKeyHasOneTo255Characters() throws Exception {
    assertThat(create("~".repeat(255)).status()).isEqualTo(201);
    assertRefused(create("~".repeat(256)), "max_length");
    assertRefused(create(""), "min_length");
  }

  @ParameterizedTest
  @CsvSource({"two words", "caf\u00e9", "'tab\there'", "\u00a0"})
  void aKeyIsOfVisibleAsciiCharacters(String key) throws Exception {
    assertRefused(create(key), "pattern");
  }

  @Test
  void twoKeysAreNone() throws Exception {
    try (Wire wire = platform.wire()) {
      String body = ENGINES.encode();
      wire.write(
          Wire.head(
                  "POST " + PATH + " HTTP/1.1",
                  "Host: x",
                  "Authorization: Bearer good",
                  "Content-Type: application/json",
                  "Content-Length: " + body.length(),
                  HEADER + ": a",
                  HEADER + ": b")
              + body);
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 400 ").contains("\"repeated\"");
    }
  }

  private static void assertRefused(Http.Answer answer, String code) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_request");
    JsonObject error = answer.json().getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("pointer")).isEqualTo("/header/Idempotency-Key");
    assertThat(error.getString("code")).isEqualTo(code);
  }

  @Test
  void whatIsInProgressIsAConflictThatSaysWhenToAskAgain() throws Exception {
    platform.modules.answer(
        CreateOrganization.class,
        asked ->
            Future.failedFuture(
                Failure.IDEMPOTENCY_IN_PROGRESS.refusal().retryAfter(Duration.ofSeconds(1))));
    var answer = create("k");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("idempotency_in_progress");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void aKeyOfAnotherRequestIsUnprocessableAndExplained() throws Exception {
    platform.modules.refuse(CreateOrganization.class, Failure.IDEMPOTENCY_KEY_REUSED);
    var answer = create("k");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("idempotency_key_reused");
    String type = answer.json().getString("type");
    assertThat(type).isEqualTo("/problems/idempotency_key_reused");
    assertThat(platform.http.get(type).json().getString("detail")).contains("Take a new key");
  }
}
