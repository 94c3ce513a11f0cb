package dev.latchkey.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.accounts.RequestPasswordReset;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which clients are told apart, how often they may ask, and which web pages they may come from. */
class ClientsIT {

  private static final int PER_MINUTE = 5;
  private static final JsonObject ADDRESS = new JsonObject().put("email", "ada@example.org");
  private static final String ALLOWED = "https://app.example.org";

  private static Platform behindProxy;
  private static Platform direct;

  @BeforeAll
  static void start() throws Exception {
    behindProxy =
        Platform.with(
            Map.of(
                "LATCHKEY_HTTP_TRUSTED_PROXIES",
                "127.0.0.0/8",
                "LATCHKEY_LIMITS_PUBLIC_REQUESTS_PER_MINUTE",
                String.valueOf(PER_MINUTE),
                "LATCHKEY_HTTP_CORS_ORIGINS",
                ALLOWED));
    direct = Platform.with(Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    behindProxy.close();
    direct.close();
  }

  private static Http.Answer forgot(Platform platform, String forwardedFor) throws Exception {
    return platform
        .http
        .with("X-Forwarded-For", forwardedFor)
        .post("/api/v1/password/forgot", ADDRESS);
  }

  private static void exhaust(String address) throws Exception {
    for (int i = 0; i < PER_MINUTE; i++) {
      assertThat(forgot(behindProxy, address).status()).isEqualTo(202);
    }
    var refused = forgot(behindProxy, address);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("too_many_requests");
    assertThat(Integer.parseInt(String.valueOf(refused.header("Retry-After")))).isBetween(1, 60);
  }

  @Test
  void aTrustedProxyNamesTheClient() throws Exception {
    forgot(behindProxy, "6.6.6.6, 198.51.100.1");
    assertThat(behindProxy.modules.last(RequestPasswordReset.class).origin().ipAddress())
        .isEqualTo("198.51.100.1");
  }

  @Test
  void anybodyElseNamesNobody() throws Exception {
    forgot(direct, "198.51.100.1");
    assertThat(direct.modules.last(RequestPasswordReset.class).origin().ipAddress())
        .isEqualTo("127.0.0.1");
  }

  @Test
  void oneAddressMayAskSoOftenWithoutCredentials() throws Exception {
    exhaust("198.51.100.2");
    assertThat(forgot(behindProxy, "198.51.100.3").status()).isEqualTo(202);
  }

  @Test
  void anIpv6NetworkIsOneClient() throws Exception {
    exhaust("2001:db8:0:1::1");
    assertThat(forgot(behindProxy, "2001:db8:0:1:ffff::9").status()).isEqualTo(429);
    assertThat(forgot(behindProxy, "2001:db8:0:2::1").status()).isEqualTo(202);
  }

  @Test
  void writingThePathInAnotherWayDoesNotGetAroundTheLimit() throws Exception {
    exhaust("198.51.100.4");
    Http client = behindProxy.http.with("X-Forwarded-For", "198.51.100.4");
    assertThat(client.post("/api/v1//password/forgot", ADDRESS).status()).isEqualTo(404);
    assertThat(client.post("/api/v1/password/forgot/", ADDRESS).status()).isEqualTo(404);
    assertThat(client.get("/.well-known/jwks.json").status()).isEqualTo(429);
    assertThat(client.as("good").get("/api/v1/me").status()).isEqualTo(200);
  }

  @Test
  void pagesOfAListedOriginMayCall() throws Exception {
    var answer = behindProxy.http.as("good").with("Origin", ALLOWED).get("/api/v1/me");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ALLOWED);
    assertThat(answer.header("Access-Control-Expose-Headers")).contains("ETag");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
    assertThat(answer.header("Vary")).isEqualTo("Origin");
  }

  @Test
  void pagesOfAListedOriginMayAskFirst() throws Exception {
    var answer =
        behindProxy
            .http
            .with("Origin", ALLOWED)
            .with("Access-Control-Request-Method", "PATCH")
            .send(HttpMethod.OPTIONS, "/api/v1/me", null);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ALLOWED);
    assertThat(answer.header("Access-Control-Allow-Methods")).contains("PATCH");
    assertThat(answer.header("Access-Control-Allow-Headers")).contains("Authorization");
  }

  @Test
  void aRefusalTooCanBeReadByThePage() throws Exception {
    var answer = behindProxy.http.with("Origin", ALLOWED).get("/api/v1/me");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ALLOWED);
  }

  @Test
  void otherOriginsAreToldNothing() throws Exception {
    for (String origin :
        new String[] {"https://app.example.org.evil.example", "null", "http://app.example.org"}) {
      var answer = behindProxy.http.as("good").with("Origin", origin).get("/api/v1/me");
      assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
      var preflight =
          behindProxy
              .http
              .with("Origin", origin)
              .with("Access-Control-Request-Method", "GET")
              .send(HttpMethod.OPTIONS, "/api/v1/me", null);
      assertThat(preflight.header("Access-Control-Allow-Origin")).isNull();
    }
  }

  @Test
  void withoutAListNobodyIs() throws Exception {
    var answer = direct.http.as("good").with("Origin", ALLOWED).get("/api/v1/me");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    assertThat(answer.header("Vary")).isNull();
  }
}
