package dev.latchkey.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.sessions.Authenticate;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a module refuses, each surface says in its own form, as its contract describes it. */
class SurfaceFailuresIT {

  private static final Set<Failure.Kind> WORTH_REPEATING =
      Set.of(Failure.Kind.LIMITED, Failure.Kind.UNAVAILABLE);

  private static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    platform = Platform.with(Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    platform.close();
  }

  /** An operation that asks for credentials, which are looked at before all else. */
  private record Guarded(HttpMethod method, String path, JsonObject responses) {}

  private static List<Guarded> operations(JsonObject document) {
    List<Guarded> guarded = new ArrayList<>();
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      for (Map.Entry<String, Object> each : paths.getJsonObject(path)) {
        if (each.getValue() instanceof JsonObject operation
            && operation.containsKey("operationId")
            && !operation.getString("x-permission").equals("public")) {
          HttpMethod method = HttpMethod.valueOf(each.getKey().toUpperCase(Locale.ROOT));
          guarded.add(new Guarded(method, path, operation.getJsonObject("responses")));
        }
      }
    }
    return guarded;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonapi", "rpc", "product", "tenant"})
  void everyFailureHasTheFormOfItsSurface(String surface) throws Exception {
    JsonObject document = platform.http.get("/openapi/" + surface + ".json").json();
    List<Guarded> operations = operations(document);
    assertThat(operations).hasSizeGreaterThan(10);
    for (Failure failure : Failure.values()) {
      platform.modules.answer(
          Authenticate.class, request -> Future.failedFuture(failure.refusal()));
      for (Guarded each : operations) {
        Http.Answer answer = send(each);
        String about = surface + " " + each.path() + " " + failure + " " + answer.status();
        assertThat(answer.status()).as(about).isBetween(400, 503);
        JsonObject response = response(document, each, answer.status());
        assertThat(response).as(about).isNotNull();
        assertThat(errors(document, response, answer.json())).as(about).isNull();
        if (WORTH_REPEATING.contains(failure.kind())) {
          assertThat(answer.header("Retry-After")).as(about).isNotNull();
        }
      }
    }
    platform.modules.usual(Authenticate.class);
  }

  private static Http.Answer send(Guarded operation) throws Exception {
    String path = operation.path().replaceAll("\\{[^}]*}", FakeModules.EMAIL.toString());
    return platform.http.as("good").send(operation.method(), path, null);
  }

  private static JsonObject response(JsonObject document, Guarded operation, int status) {
    JsonObject responses = operation.responses();
    return followed(
        document,
        responses.getJsonObject(String.valueOf(status), responses.getJsonObject("default")));
  }

  /** What is wrong with a body; null when nothing is. */
  private static Object errors(JsonObject document, JsonObject response, JsonObject body) {
    JsonObject content = response.getJsonObject("content");
    JsonObject schema =
        content.getJsonObject(content.fieldNames().iterator().next()).getJsonObject("schema");
    JsonObject whole = schema.copy().put("components", document.getJsonObject("components").copy());
    var options =
        new JsonSchemaOptions()
            .setBaseUri("https://latchkey.example/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);
    var result = Validator.create(JsonSchema.of(whole), options).validate(body);
    return Boolean.TRUE.equals(result.getValid()) ? null : String.valueOf(result.getErrors());
  }

  private static JsonObject followed(JsonObject document, JsonObject maybeReference) {
    String reference = maybeReference.getString("$ref");
    return reference == null
        ? maybeReference
        : (JsonObject) JsonPointer.from(reference.substring(1)).queryJson(document);
  }
}
