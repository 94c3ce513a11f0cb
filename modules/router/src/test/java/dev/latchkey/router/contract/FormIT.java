package dev.latchkey.router.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
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

/** Operations that take forms beside JSON, and their queries. */
class FormIT {

  private static final int MAX_BODY_BYTES = 200;

  private static final String JSON =
      """
                application/json:
                  schema:
                    $ref: "#/components/schemas/Thing"
      """;

  private static final String AND_FORM =
      """
                application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/Thing"}}
      """;

  private static final String YAML =
      Samples.SMALL
          .replace(JSON, JSON + AND_FORM)
          .replace("x-fresh: true", "x-also-in-query: true");

  private static Vertx vertx;
  private static int port;
  private static Contract contract;

  @BeforeAll
  static void serve() throws Exception {
    vertx = Vertx.vertx();
    contract = Samples.of(YAML);
    Map<String, OperationHandler> handlers =
        contract.operations().stream().collect(Collectors.toMap(Operation::id, it -> FormIT::echo));
    Router router = Router.router(vertx);
    Mount.on(router, contract, handlers, new MountOptions(List.of(), MAX_BODY_BYTES));
    router.route().failureHandler(FormIT::failed);
    HttpServer server = vertx.createHttpServer().requestHandler(router);
    port = Samples.await(server.listen(0, "127.0.0.1")).actualPort();
  }

  @AfterAll
  static void stop() throws Exception {
    Samples.await(vertx.close());
  }

  private static void echo(RoutingContext context, ValidatedRequest request) {
    context.response().end(Operation.of(context).id() + " " + request.body());
  }

  private static void failed(RoutingContext context) {
    Throwable cause = RequestRefused.causeOf(context);
    int status = cause instanceof RequestRefused refused ? refused.reason().status() : 400;
    String text =
        cause instanceof Violations violations
            ? violations.all().stream()
                .map(it -> it.place().wireName() + it.pointer() + ":" + it.code())
                .collect(Collectors.joining(" "))
            : cause instanceof RequestRefused refused ? refused.reason().code() : "" + cause;
    context.response().setStatusCode(status).end(text);
  }

  private static String post(String type, String body) throws Exception {
    return raw(
        "POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static String raw(String request) throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      String response = http.write(request).response();
      return response.substring(9, 12) + " " + response.substring(response.indexOf("\r\n\r\n") + 4);
    }
  }

  private static String get(String query) throws Exception {
    return raw("GET /things" + query + " HTTP/1.1\r\nHost: x\r\n\r\n");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/json|{\"name\":\"ab\"}|200 makeThing {\"name\":\"ab\"}",
        "application/x-www-form-urlencoded|name=ab&more=true&more=false|200 makeThing"
            + " {\"name\":\"ab\",\"more\":[true,false]}",
        "Application/X-WWW-Form-Urlencoded; charset=UTF-8|name=ab|200 makeThing {\"name\":\"ab\"}",
        "application/x-www-form-urlencoded; charset=latin1|name=ab|415 unsupported_media_type",
        "multipart/form-data; boundary=x|name=ab|415 unsupported_media_type",
        "application/x-www-form-urlencoded|``|400 body:required",
        "application/x-www-form-urlencoded|name=a|400 body/name:min_length",
        "application/x-www-form-urlencoded|name=ab&x=1|400 body/x:unknown_field",
        "application/x-www-form-urlencoded|name=ab&name=ab|400 body/name:repeated",
        "application/x-www-form-urlencoded|name=%C0%AF|400 body:text",
      })
  void aFormIsHeldAgainstTheSchemaOfItsJson(String type, String body, String answer)
      throws Exception {
    assertThat(post(type, body)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "?name=ab&more=true|200 makeThingByQuery {\"name\":\"ab\",\"more\":[true]}",
        "``|400 query/name:required",
        "?|400 query/name:required",
        "?name=a|400 query/name:min_length",
        "?name=ab&x=1|400 query/x:unknown_field",
        "?name=ab&name=ab|400 query/name:repeated",
        "?name=%zz|400 bad_request",
        "?name=ab;more=true|400 query/name:max_length",
      })
  void theQueryOfTheTwinIsReadAsAForm(String query, String answer) throws Exception {
    assertThat(get(query)).isEqualTo(answer);
  }

  @Test
  void aTwinAnswersNoHeadAndTakesNoBody() throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      assertThat(http.send("HEAD", "/things?name=ab", "").response()).startsWith("HTTP/1.1 405");
    }
    assertThat(
            raw(
                "GET /things?name=ab HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 2\r\n\r\n{}"))
        .isEqualTo("400 unexpected_body");
  }

  @Test
  void aFormMayBeAsLargeAsTheLimitAndNoLargerHoweverItComes() throws Exception {
    String type = "application/x-www-form-urlencoded";
    String exact = "name=ab" + "&".repeat(MAX_BODY_BYTES - 7);
    String chunked =
        "POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
            .formatted(type);
    assertThat(post(type, exact)).startsWith("200 ");
    assertThat(post(type, exact + "&")).isEqualTo("413 body_too_large");
    assertThat(raw(chunked + "c8\r\n" + exact + "\r\n0\r\n\r\n")).startsWith("200 ");
    assertThat(raw(chunked + "c8\r\n" + exact + "\r\n1\r\n&\r\n0\r\n\r\n"))
        .isEqualTo("413 body_too_large");
  }

  @Test
  void aClientThatWaitsForContinueIsToldToGoOn() throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      http.write(
          "POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
              + "Expect: 100-continue\r\nContent-Length: 7\r\n\r\n");
      assertThat(http.response()).startsWith("HTTP/1.1 100");
      assertThat(http.write("name=ab").response()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void theTwinIsPublishedAsAnOperationOfItsOwn() {
    JsonObject item = contract.document().getJsonObject("paths").getJsonObject("/things");
    JsonObject twin = item.getJsonObject("get");
    assertThat(twin.getString("operationId")).isEqualTo("makeThingByQuery");
    assertThat(twin.getString("x-query-of")).isEqualTo("makeThing");
    assertThat(twin.containsKey("requestBody")).isFalse();
    assertThat(twin.getString("x-permission")).isEqualTo("things:manage");
    assertThat(twin.getJsonArray("parameters").stream().map(it -> ((JsonObject) it).encode()))
        .containsExactly(
            "{\"name\":\"name\",\"in\":\"query\",\"required\":true,\"schema\":{\"type\":\"string\",\"minLength\":2,\"maxLength\":5}}",
            "{\"name\":\"more\",\"in\":\"query\",\"required\":false,\"schema\":{\"type\":\"array\",\"maxItems\":2,\"items\":{\"type\":\"boolean\"}}}");
  }

  @Test
  void aFormOfAnotherSchemaStopsTheStart() {
    String other =
        YAML.replace(
            "urlencoded: {schema: {$ref: \"#/components/schemas/Thing\"}}",
            "urlencoded: {schema: {type: object}}");
    assertThat(other).isNotEqualTo(YAML);
    assertThatThrownBy(() -> Samples.of(other))
        .isInstanceOf(BadContract.class)
        .hasMessageContaining("must take a form by the schema of its JSON");
  }
}
