package dev.latchkey.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a request must look like on the wire (RFC 9112), so that no two readers see two requests.
 */
class HttpStrictnessIT {

  private static final String JSON = "Host: x\r\nContent-Type: application/json\r\n";
  private static final String FORGOT = "POST /api/v1/password/forgot HTTP/1.1\r\n";

  private static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    platform = Platform.with(Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    platform.close();
  }

  private static String exchange(String request) throws Exception {
    try (Wire wire = platform.wire()) {
      return wire.write(request).readAnswer();
    }
  }

  private static String untilClosed(String request) throws Exception {
    try (Wire wire = platform.wire()) {
      return wire.write(request).readToEnd();
    }
  }

  private static void assertRefusedAndClosed(String answer, int status, String code) {
    assertThat(answer).matches("(?s)HTTP/1.[01] " + status + " .*");
    assertThat(answer.split("HTTP/1", -1)).as("one answer only").hasSize(2);
    assertThat(answer).contains("\"code\":\"" + code + "\"").contains("application/problem+json");
    assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("x-request-id: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
        "Content-Length: 4\r\nContent-Length: 5\r\n\r\n{}{}{GET /x HTTP/1.1\r\n\r\n",
        "Content-Length: 4, 5\r\n\r\n{}{}",
        "Content-Length: +2\r\n\r\n{}",
        "Content-Length: -2\r\n\r\n{}",
        "Content-Length: 0x2\r\n\r\n{}",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "X: a\u0000b\r\nContent-Length: 2\r\n\r\n{}",
        "Content-Length: 2\n\n{}",
        "No-Colon\r\n\r\n"
      })
  void anAmbiguousMessageIsRefusedAndTheConnectionEnds(String rest) throws Exception {
    String answer = untilClosed(FORGOT + JSON + rest);
    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer only").hasSize(2);
    assertThat(answer).contains("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET  /x HTTP/1.1", "GET /x", "GET /x HTTP/9.9", "GET /x HTTP/1.1 x", "/x"})
  void aBadRequestLineIsRefused(String line) throws Exception {
    assertThat(untilClosed(line + "\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .matches("(?s)HTTP/[0-9.]+ (400|404|501) .*");
  }

  @Test
  void aRequestWithoutAHostIsRefused() throws Exception {
    assertThat(exchange("GET /api/v1/me HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(exchange("GET /api/v1/me HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//api/v1/me", "/api//v1/me", "/api/v1/me/", "/api/./v1/me", "/api/v1/../v1/me",
        "/api/v1%2fme", "/api%2Fv1/me", "/api/v1/m%65", "/api/v1/me%00", "/api/v1/me%0a",
        "/api/v1/me%5c", "/api/v1/me;x=1", "/API/V1/ME", "/api/v1/me%", "/api/v1/me%zz",
        "/api/v1\\me", "/api/v1/%2e%2e/v1/me", "/me", "/api/v1/emails/verify/"
      })
  void onlyTheOneUsualWayOfWritingAPathIsServed(String path) throws Exception {
    String answer =
        exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n\r\n");
    assertThat(answer).matches("(?s)HTTP/1.1 (404|400) .*");
    assertThat(answer).contains("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "get", "FOO", "PATCH"})
  void methodsThatAPathDoesNotKnowAreRefused(String method) throws Exception {
    String answer = exchange(method + " /api/v1/sessions HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 405 ").containsIgnoringCase("allow: POST, OPTIONS");
  }

  @Test
  void noMethodIsOverriddenByAHeader() throws Exception {
    String answer =
        exchange(
            Wire.head(
                "POST /api/v1/me HTTP/1.1",
                "Host: x",
                "X-HTTP-Method-Override: GET",
                "Authorization: Bearer good"));
    assertThat(answer).startsWith("HTTP/1.1 405 ");
  }

  @Test
  void tooLongATargetIs414() throws Exception {
    String answer = untilClosed("GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    assertRefusedAndClosed(answer, 414, "uri_too_long");
    String fits = exchange("GET /" + "a".repeat(4000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(fits).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void tooManyOrLongHeadersAre431() throws Exception {
    String one = "X: " + "a".repeat(9000) + "\r\n";
    assertRefusedAndClosed(
        untilClosed("GET /x HTTP/1.1\r\nHost: x\r\n" + one + "\r\n"), 431, "headers_too_large");
    String many = "X-Header: aaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(300);
    assertRefusedAndClosed(
        untilClosed("GET /x HTTP/1.1\r\nHost: x\r\n" + many + "\r\n"), 431, "headers_too_large");
  }

  @Test
  void tooLargeABodyIs413BeforeItHasCome() throws Exception {
    String answer = exchange(FORGOT + JSON + "Content-Length: 65537\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"body_too_large\"");
  }

  @Test
  void tooLargeABodyInPiecesIs413() throws Exception {
    String piece = "1000\r\n" + "a".repeat(0x1000) + "\r\n";
    String answer =
        exchange(FORGOT + JSON + "Transfer-Encoding: chunked\r\n\r\n" + piece.repeat(17));
    assertThat(answer).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void aBodyWhereNoneBelongsIsRefused() throws Exception {
    String answer =
        exchange(
            "GET /api/v1/me HTTP/1.1\r\nAuthorization: Bearer good\r\n"
                + JSON
                + "Content-Length: 2\r\n\r\n{}");
    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"unexpected_body\"");
  }

  @Test
  void aClientThatWaitsForPermissionToSendGetsIt() throws Exception {
    try (Wire wire = platform.wire()) {
      wire.write(FORGOT + JSON + "Expect: 100-continue\r\nContent-Length: 23\r\n\r\n");
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 100 ");
      wire.write("{\"email\":\"ada@home.ex\"}");
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 202 ");
    }
  }

  @Test
  void anotherExpectationIsRefused() throws Exception {
    assertThat(exchange(FORGOT + JSON + "Expect: tea\r\nContent-Length: 2\r\n\r\n{}"))
        .startsWith("HTTP/1.1 417 ");
  }

  @Test
  void requestsInOneGoAreAnsweredInTheirOrder() throws Exception {
    String first = "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n\r\n";
    String second = "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n";
    try (Wire wire = platform.wire()) {
      wire.write(first + second + first);
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 200 ");
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 404 ");
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void hostAndForwardedHeadersChangeNothing() throws Exception {
    String answer =
        exchange(
            "POST http://evil.example/api/v1/me/organizations HTTP/1.1\r\nHost: evil.example\r\n"
                + "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\n"
                + "Forwarded: for=1.2.3.4;host=evil.example\r\nX-Original-URL: /x\r\n"
                + "Authorization: Bearer good\r\nContent-Type: application/json\r\n"
                + "Content-Length: 15\r\n\r\n{\"name\":\"Looms\"}".replace("15", "16"));
    assertThat(answer).startsWith("HTTP/1.1 201 ").doesNotContain("evil.example");
    assertThat(answer).containsIgnoringCase("location: /api/v1/me/organizations");
  }

  @Test
  void nothingTellsWhatServesHere() throws Exception {
    String answer =
        exchange("GET /x HTTP/1.1\r\nHost: x\r\n\r\n").toLowerCase(java.util.Locale.ROOT);
    assertThat(answer)
        .doesNotContain("server:")
        .doesNotContain("x-powered-by")
        .doesNotContain("vert");
  }
}
