package dev.latchkey.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.router.json.MalformedJson;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountIT {
  private static final int MAX_BODY_BYTES = 1_000;
  private static final String EMAIL_ID = "018f4a3e-7c1d-7b3a-9f00-0123456789ab";

  private static final String EMAIL = "{\"email\":\"a@b\"}";
  private static final String JSON = "Content-Type: application/json";

  private static Vertx vertx;
  private static int port;

  @BeforeAll
  static void serve() throws Exception {
    vertx = Vertx.vertx();
    Router router = Router.router(vertx);
    Contract contract = Samples.sample();
    List<Handler<RoutingContext>> before = List.of(MountIT::credentials, MountIT::slowly);
    Map<String, OperationHandler> handlers =
        contract.operations().stream()
            .collect(Collectors.toMap(Operation::id, each -> MountIT::echo));
    router.route().handler(new CanonicalPath(path -> false));
    Mount.on(router, contract, handlers, new MountOptions(before, MAX_BODY_BYTES));
    Mount.nothingElse(router);
    router.route().failureHandler(MountIT::failed);
    HttpServer server = vertx.createHttpServer().requestHandler(router);
    port = Samples.await(server.listen(0, "127.0.0.1")).actualPort();
  }

  @AfterAll
  static void stop() throws Exception {
    Samples.await(vertx.close());
  }

  private static void credentials(RoutingContext context) {
    if (context.request().headers().contains("X-Refuse")) {
      context.response().setStatusCode(401).end(Operation.of(context).permission());
    } else {
      context.next();
    }
  }

  /** Long enough for a body to arrive before anybody asks for it. */
  private static void slowly(RoutingContext context) {
    if (context.request().headers().contains("X-Slow")) {
      vertx.setTimer(200, done -> context.next());
    } else {
      context.next();
    }
  }

  private static void echo(RoutingContext context, ValidatedRequest request) {
    if (context.request().method().equals(HttpMethod.HEAD)) {
      context.response().putHeader("X-Head", "yes");
    }
    JsonObject seen =
        new JsonObject()
            .put("operation", Operation.of(context).id())
            .put("path", request.path())
            .put("query", request.query())
            .put("headers", request.headers())
            .put("body", request.body());
    context.response().end(seen.encode());
  }

  private static void failed(RoutingContext context) {
    Throwable cause = RequestRefused.causeOf(context);
    if (cause instanceof RequestRefused refused) {
      refused.allowed().forEach(each -> context.response().headers().add("Allow", each.name()));
      answer(context, refused.reason().status(), refused.reason().code());
    } else if (cause instanceof MalformedJson malformed) {
      answer(context, 400, malformed.reason().code() + "@" + malformed.byteOffset());
    } else if (cause instanceof Violations violations) {
      answer(
          context,
          400,
          violations.all().stream().map(MountIT::line).collect(Collectors.joining(" ")));
    } else {
      answer(context, 500, String.valueOf(cause));
    }
  }

  private static String line(Violation each) {
    return each.place().wireName() + each.pointer() + ":" + each.code();
  }

  private static void answer(RoutingContext context, int status, String text) {
    context.response().setStatusCode(status).end(text);
  }

  private static String exchange(String method, String target, String body) throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      String response = http.send(method, target, body).response();
      return response.substring(9, 12) + " " + response.substring(response.indexOf("\r\n\r\n") + 4);
    }
  }

  private static String exchangeRaw(String request) throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      String response = http.write(request).response();
      return response.substring(9, 12) + " " + response.substring(response.indexOf("\r\n\r\n") + 4);
    }
  }

  private static String post(String body, String... headers) {
    String lines = String.join("\r\n", headers);
    return "POST /me/emails HTTP/1.1\r\nHost: x\r\n" + lines + "\r\n\r\n" + body;
  }

  private static JsonObject seen(String response) {
    assertThat(response).startsWith("200 ");
    return new JsonObject(response.substring(4));
  }

  @Test
  void aHandlerSeesTypedValuesDefaultsAndTheBody() throws Exception {
    JsonObject list =
        seen(exchange("GET", "/org/users?state=active&locked=true&search=a+b%20%C3%A9", ""));
    assertThat(list.getJsonObject("query"))
        .isEqualTo(
            new JsonObject()
                .put("limit", 100)
                .put("search", "a b \u00C3\u00A9")
                .put("state", "active")
                .put("locked", true));

    JsonObject events = seen(exchange("GET", "/org/events?type=a&type=b&limit=7", ""));
    assertThat(events.getJsonObject("query").encode())
        .isEqualTo("{\"limit\":7,\"type\":[\"a\",\"b\"]}");

    JsonObject added = seen(exchange("POST", "/me/emails", "{\"email\":\"a@b\"}"));
    assertThat(added.getString("operation")).isEqualTo("addEmail");
    assertThat(added.getJsonObject("body")).isEqualTo(new JsonObject().put("email", "a@b"));

    JsonObject removed = seen(exchange("DELETE", "/me/emails/" + EMAIL_ID, ""));
    assertThat(removed.getJsonObject("path").getString("emailId")).isEqualTo(EMAIL_ID);
    assertThat(seen(exchange("GET", "/org/users/me", "")).getJsonObject("path").getString("user"))
        .isEqualTo("me");
  }

  @Test
  void aHeaderParameterIsReadUnderItsDeclaredName() throws Exception {
    String once = post(EMAIL, JSON, "Content-Length: 15", "idempotency-key: k1");
    String twice =
        post(EMAIL, JSON, "Content-Length: 15", "Idempotency-Key: 1", "Idempotency-Key: 2");

    assertThat(seen(exchangeRaw(once)).getJsonObject("headers").getString("Idempotency-Key"))
        .isEqualTo("k1");
    assertThat(exchangeRaw(twice)).isEqualTo("400 header/Idempotency-Key:repeated");
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET|/org/users?limit=101|``|400 query/limit:maximum",
        "GET|/org/users?limit=ten|``|400 query/limit:type",
        "GET|/org/users?limit=|``|400 query/limit:type",
        "GET|/org/users?limit=1&limit=1|``|400 query/limit:repeated",
        "GET|/org/users?lim=1|``|400 query/lim:unknown_parameter",
        "GET|/org/users?limit=1;x=2|``|400 query/x:unknown_parameter",
        "GET|/org/users?search=a%00b|``|400 query/search:text",
        "GET|/org/users?search=%C0%AF|``|400 query/search:text",
        "GET|/org/users?search=%zz|``|400 bad_request",
        "GET|/org/users?state=gone&locked=1&role=x|``|400 query/state:enum query/role:format"
            + " query/locked:type",
        "GET|/org/users/nobody|``|400 path/user:any_of",
        "DELETE|/me/emails/1|``|400 path/emailId:format",
        "DELETE|/me/emails/%C0%AF|``|400 path/emailId:text",
        "POST|/me/emails|{}|400 body/email:required",
        "POST|/me/emails|{\"email\":1,\"x\":2}|400 body/x:unknown_field body/email:type",
        "POST|/me/emails|[]|400 body:type",
        "POST|/me/emails|{\"email\":\"a@b\",\"email\":\"a@b\"}|400 duplicate_key@24",
        "POST|/me/emails|{\"email\":\"\\u0000\"}|400 nul@17",
        "POST|/me/emails|` `|400 empty@0",
        "POST|/me/emails|``|400 body:required",
        "POST|/sessions|{\"password\":\"x\"}|400 body:any_of",
        "GET|/me|{}|400 unexpected_body",
        "POST|/nothing|{}|404 path_not_found",
        "GET|/nothing|``|404 path_not_found",
      })
  void aRequestThatIsNotAsDeclaredIsRefused(
      String method, String target, String body, String answer) throws Exception {
    List<String> got = List.of(exchange(method, target, body).split(" "));

    assertThat(got).containsExactlyInAnyOrder(answer.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//me",
        "/me/",
        "/./me",
        "/x/../me",
        "/%6de",
        "/me/emails/",
        "/me//emails",
        "/me/.",
        "/me%2Femails",
        "/me/emails/" + EMAIL_ID + "%2F",
        "/me/emails/..%2F..%2Forg",
        "/me/emails/a%2fb",
        "/me/emails/%zz",
        "/me/emails/a%5Cb",
        "/org/users/%2e%2e",
        "/me;x=1",
        "/ME",
        "/me%00",
        "/me%20"
      })
  void noSideDoorLeadsToAnOperation(String path) throws Exception {
    assertThat(exchange("GET", path, "")).isEqualTo("404 path_not_found");
    assertThat(exchange("DELETE", path, "")).isEqualTo("404 path_not_found");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|200",
        "Application/JSON; Charset=UTF-8|200",
        "application/json;charset=\"utf-8\"|200",
        "text/plain|415",
        "application/json; charset=utf-16|415",
        "application/json; charset=utf-8; x=y|415",
        "application/jsonp|415",
        "application/problem+json|415",
        "application/x-www-form-urlencoded|415",
        "multipart/form-data; boundary=x|415",
        "application/json, text/plain|415",
        "application/json~Content-Type: application/json|415",
        "application/json~Content-Encoding: gzip|415",
        "application/json~Content-Encoding: identity|415",
      })
  void onlyPlainJsonIsTaken(String type, String status) throws Exception {
    String header = "Content-Type: " + type.replace("~", "\r\n");

    assertThat(exchangeRaw(post(EMAIL, "Content-Length: 15", header))).startsWith(status + " ");
  }

  @Test
  void aBodyWithoutATypeIsNotTaken() throws Exception {
    assertThat(exchangeRaw(post(EMAIL, "Content-Length: 15")))
        .isEqualTo("415 unsupported_media_type");
  }

  @Test
  void aBodyMayComeInChunks() throws Exception {
    String chunks = "5\r\n{\"ema\r\na\r\nil\":\"a@b\"}\r\n0\r\n\r\n";

    JsonObject seen = seen(exchangeRaw(post(chunks, JSON, "Transfer-Encoding: chunked")));

    assertThat(seen.getJsonObject("body").getString("email")).isEqualTo("a@b");
  }

  @Test
  void aBodyMayBeAsLargeAsTheLimitAndNoLarger() throws Exception {
    String exact = "{\"email\":\"a@b\"" + " ".repeat(MAX_BODY_BYTES - 15) + "}";

    assertThat(exchange("POST", "/me/emails", exact)).startsWith("200 ");
    assertThat(exchange("POST", "/me/emails", exact + " ")).isEqualTo("413 body_too_large");
  }

  @Test
  void aBodyThatGrowsTooLargeInChunksIsCutOffAndTheConnectionEnds() throws Exception {
    String endless = "400\r\n" + " ".repeat(0x400) + "\r\n";
    try (RawHttp http = new RawHttp(port)) {
      http.write(post(endless, JSON, "Transfer-Encoding: chunked"));

      assertThat(http.response()).startsWith("HTTP/1.1 413").contains("connection: close");
      assertThat(http.isClosed()).isTrue();
    }
  }

  @Test
  void aBodyAnnouncedTooLargeIsRefusedBeforeItIsSent() throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      http.write(post("", JSON, "Content-Length: 9000000"));

      assertThat(http.response()).startsWith("HTTP/1.1 413").contains("connection: close");
      assertThat(http.isClosed()).isTrue();
    }
  }

  @Test
  void refusedCredentialsDoNotWaitForTheBody() throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      http.write(post("{", JSON, "Content-Length: 500", "X-Refuse: 1"));

      assertThat(http.response()).startsWith("HTTP/1.1 401").endsWith("self");
      assertThat(http.isClosed()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "//me"})
  void aPathThatIsNotThereDoesNotReadABodyForEver(String path) throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      http.write("POST " + path + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");

      assertThat(http.response()).startsWith("HTTP/1.1 404").contains("connection: close");
      assertThat(http.isClosed()).isTrue();
    }
  }

  @Test
  void aSmallBodyThatNobodyWantedMayStillCome() throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      http.write(post("", JSON, "Content-Length: 2", "X-Refuse: 1"));
      assertThat(http.response()).startsWith("HTTP/1.1 401").doesNotContain("connection: close");

      http.write("{}");
      assertThat(http.send("POST", "/me/emails", "{}").response()).startsWith("HTTP/1.1 400");
      assertThat(http.send("PUT", "/me/emails", "{}").response()).startsWith("HTTP/1.1 405");
      assertThat(http.send("GET", "/me", "{}").response()).startsWith("HTTP/1.1 400");
      assertThat(http.send("GET", "/me", "").response()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aBodyWaitsWhileTheStepsBeforeItTakeTheirTime() throws Exception {
    String request = post(EMAIL, JSON, "Content-Length: 15", "X-Slow: 1");

    assertThat(seen(exchangeRaw(request)).getJsonObject("body").getString("email"))
        .isEqualTo("a@b");
  }

  @Test
  void aClientThatWaitsForContinueIsToldToGoOn() throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      http.write(post("", JSON, "Content-Length: 15", "Expect: 100-continue"));
      assertThat(http.response()).startsWith("HTTP/1.1 100");
      assertThat(http.write(EMAIL).response()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void anotherMethodIsRefusedWithTheOnesThatAreKnown() throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      String response = http.send("PUT", "/me", "").response();
      assertThat(response).startsWith("HTTP/1.1 405").endsWith("method_not_allowed");
      assertThat(
              response
                  .lines()
                  .filter(line -> line.startsWith("Allow: "))
                  .map(line -> line.substring(7)))
          .containsExactly("GET", "HEAD", "PATCH", "DELETE", "OPTIONS");
    }
  }

  @Test
  void aNameIsAskedBeforeAParameterInItsPlace() throws Exception {
    assertThat(exchange("POST", "/org/users/anonymize", "{\"userIds\":[]}")).startsWith("200 ");
    assertThat(exchange("GET", "/org/users/anonymize", "")).isEqualTo("405 method_not_allowed");
  }

  @Test
  void optionsListsTheMethods() throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      assertThat(http.send("OPTIONS", "/me/password", "").response())
          .startsWith("HTTP/1.1 204")
          .contains("allow: PUT, OPTIONS");
      assertThat(http.send("OPTIONS", "*", "").response()).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void headIsAGetWithoutTheBody() throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      assertThat(http.send("HEAD", "/me", "").response())
          .startsWith("HTTP/1.1 200")
          .endsWith("\r\n\r\n");
      assertThat(http.send("GET", "/me", "").response()).startsWith("HTTP/1.1 200");
      assertThat(exchange("HEAD", "/me/password", "")).startsWith("405");
    }
  }
}
