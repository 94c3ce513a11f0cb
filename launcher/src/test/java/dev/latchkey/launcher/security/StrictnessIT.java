package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.e2e.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** spot checks against the real jar; the router's own tests have the full set. */
class StrictnessIT {

  private static final Latchkey LATCHKEY = SharedNode.get().latchkey();
  private static final String BODY = "{\"email\":\"a@example.org\"}";

  /** What other tests have made the node say before is not for this one to judge. */
  private static final int SAID_BEFORE = LATCHKEY.log().length();

  @AfterAll
  static void nothingFailedInside() {
    assertThat(LATCHKEY.log().substring(SAID_BEFORE))
        .doesNotContain(" ERROR ")
        .doesNotContain("has been blocked for");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 25\r\nTransfer-Encoding: chunked",
        "Content-Length: 25\r\nContent-Length: 26",
        "Content-Length: +25",
        "Content-Length: -1",
        "Content-Length : 25",
        "Transfer-Encoding: chunked, identity",
        "Content-Length: 25\nX-Smuggled: 1",
        "Content-Length: 25\r\nX-Bad\0Name: 1",
        "Content-Length: 25\r\n folded",
      })
  void aRequestWhoseEndCanBeReadInTwoWaysIsRefused(String headers) {
    String answer = forgot("HTTP/1.1", headers, BODY);
    assertThat(answer).doesNotStartWith("HTTP/1.1 2");
    if (!answer.isEmpty()) {
      assertThat(answer).startsWith("HTTP/1.1 4");
    }
  }

  @Test
  void theSameRequestWithoutTheTrickIsTaken() {
    assertThat(forgot("HTTP/1.1", "Content-Length: 25", BODY)).startsWith("HTTP/1.1 202");
  }

  private static String forgot(String version, String headers, String body) {
    return Wire.send(
        LATCHKEY.url(),
        """
        POST /api/v1/password/forgot %s\r
        Host: localhost\r
        Content-Type: application/json\r
        Connection: close\r
        %s\r
        \r
        %s\
        """
            .formatted(version, headers, body));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, //api/v1/me, 404",
    "GET, /api/v1/../v1/me, 404",
    "GET, /api/v1/me/, 404",
    "GET, /api/v1/%2e%2e/v1/me, 404",
    "GET, /api/v1%2fme, 404",
    "GET, /API/v1/me, 404",
    "GET, /api/v1/me;a=b, 404",
    "GET, /api/v1/me%00, 404",
    "GET, /api/v1/%zz, 404",
    "TRACE, /api/v1/me, 405",
    "FROB, /api/v1/me, 405",
    "PUT, /api/v1/me, 405",
    "CONNECT, localhost:80, 4",
  })
  void aPathAndAMethodHaveOneSpelling(String method, String target, String status) {
    String answer =
        Wire.send(
            LATCHKEY.url(),
            "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .formatted(method, target));
    assertThat(answer).matches("(?s)HTTP/1.1 " + status + ".*");
  }

  @Test
  void aBodyIsJsonAndNeitherPackedNorLarge() {
    Ask ask = Ask.of("POST", "/api/v1/password/forgot");
    Ask typed = new Ask(ask.method(), ask.path(), ask.headers(), BODY);
    LATCHKEY.ask(typed.with("Content-Type", "text/plain")).expect(415, "unsupported_media_type");
    LATCHKEY.ask(typed).expect(415, "unsupported_media_type");
    LATCHKEY
        .ask(ask.json(BODY).with("Content-Encoding", "gzip"))
        .expect(415, "unsupported_content_encoding");
    LATCHKEY
        .ask(ask.json("{\"email\":\"" + "x".repeat(70_000) + "\"}"))
        .expect(413, "body_too_large");
    LATCHKEY.ask(Ask.of("GET", "/api/v1/me?x=" + "x".repeat(5000))).expect(414, "uri_too_long");
    LATCHKEY
        .ask(Ask.get("/me").with("X-Long", "x".repeat(10_000)))
        .expect(431, "headers_too_large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"text\"",
        "{",
        "{}",
        "{\"email\":\"a@example.org\"} x",
        "{\"email\":\"a@example.org\",\"email\":\"b@example.org\"}",
        "{\"email\":\"a@example.org\",\"\\u0065mail\":\"b@example.org\"}",
        "{\"email\":NaN}",
        "{\"email\":1e999}",
        "{\"email\":1}",
        "{\"email\":true}",
        "{\"email\":null}",
        "{\"email\":[\"a@example.org\"]}",
        "{\"email\":{\"$ne\":\"\"}}",
        "{\"email\":\"a\\u0000@example.org\"}",
        "{\"email\":\"a\\ud800@example.org\"}",
        "{'email':'a@example.org'}",
        "{\"email\":\"a@example.org\",}",
        "{\"email\":\"a@example.org\" /* comment */}",
        "\uFEFF{\"email\":\"a@example.org\"}",
      })
  void whatIsNotStrictlyTheWantedJsonIsRefused(String body) {
    Reply reply = LATCHKEY.ask(Ask.of("POST", "/api/v1/password/forgot").json(body));
    reply.expect(400, "invalid_request");
    assertThat(reply.body()).doesNotContain("$ne", "comment", "b@example.org");
  }

  @Test
  void depthAndLengthHaveAnEnd() {
    String deep = "[".repeat(20_000) + "]".repeat(20_000);
    String number = "1".repeat(1500);
    for (String body :
        new String[] {deep, "{\"email\":" + deep + "}", "{\"email\":" + number + "}"}) {
      LATCHKEY
          .ask(Ask.of("POST", "/api/v1/password/forgot").json(body))
          .expect(400, "invalid_request");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00c0\u00af", "\u00ff\u00fe", "\u00ed\u00a0\u0080", "\u00c3"})
  void bytesThatAreNoUtf8AreRefused(String bytes) {
    String body = "{\"email\":\"" + bytes + "@example.org\"}";
    String answer = forgot("HTTP/1.1", "Content-Length: " + body.length(), body);
    assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
  }
}
