package dev.latchkey.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published contract, tried out: its own examples are sent, and the answers held against it.
 */
class ContractAnswersIT {

  private static final String ID = FakeModules.EMAIL.toString();

  private static Platform platform;
  private static JsonObject document;

  /** An operation as the document has it. */
  record Described(HttpMethod method, String path, JsonObject source) {

    Optional<JsonObject> example() {
      return Optional.ofNullable(source.getJsonObject("requestBody"))
          .map(body -> body.getJsonObject("content").getJsonObject("application/json"))
          .map(content -> content.getJsonObject("examples"))
          .map(examples -> examples.getJsonObject(examples.fieldNames().iterator().next()))
          .map(example -> example.getJsonObject("value"));
    }

    Http.Answer send(Http http, @Nullable JsonObject body) throws Exception {
      String target = path.replaceAll("\\{[^}]*}", ID);
      return http.send(method, target, body == null ? null : body.toBuffer());
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    open();
  }

  /** Parameters are asked for before the class is set up. */
  private static synchronized void open() throws Exception {
    if (platform == null) {
      platform = Platform.with(Map.of());
      document = platform.http.get("/openapi.json").json();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    platform.close();
  }

  static Stream<Described> operations() throws Exception {
    open();
    JsonObject paths = document.getJsonObject("paths");
    List<Described> all = new ArrayList<>();
    for (String path : paths.fieldNames()) {
      for (String method : paths.getJsonObject(path).fieldNames()) {
        HttpMethod name = HttpMethod.valueOf(method.toUpperCase(Locale.ROOT));
        all.add(new Described(name, path, paths.getJsonObject(path).getJsonObject(method)));
      }
    }
    return all.stream();
  }

  static Stream<Described> operationsWithBody() throws Exception {
    return operations().filter(operation -> operation.example().isPresent());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theFirstExampleWorksAndItsAnswerIsAsDescribed(Described operation) throws Exception {
    var answer = operation.send(platform.http.as("good"), operation.example().orElse(null));
    JsonObject response =
        operation
            .source()
            .getJsonObject("responses")
            .getJsonObject(String.valueOf(answer.status()));
    assertThat(answer.status()).isBetween(200, 299);
    assertThat(response).isNotNull();
    assertDescribed(followed(response), answer);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void onlyPublicOperationsAnswerStrangers(Described operation) throws Exception {
    var answer = operation.send(platform.http, operation.example().orElse(null));
    boolean isPublic = operation.source().getString("x-permission").equals("public");
    assertThat(answer.status() == 401).isEqualTo(!isPublic);
    if (!isPublic) {
      assertValid(new JsonObject().put("$ref", "#/components/schemas/Problem"), answer.json());
    }
  }

  @ParameterizedTest
  @MethodSource("operationsWithBody")
  void fieldsThatNobodyMaySetAreRefused(Described operation) throws Exception {
    for (String field :
        List.of(
            "id",
            "userId",
            "emailVerified",
            "state",
            "permissions",
            "roles",
            "version",
            "mustChangePassword",
            "createdAt",
            "isAdmin",
            "__proto__")) {
      JsonObject example = operation.example().orElseThrow();
      if (example.containsKey(field)) {
        continue;
      }
      JsonObject body = example.copy().put(field, true);
      var answer = operation.send(platform.http.as("good"), body);
      assertThat(answer.status()).as(field).isEqualTo(400);
      assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("code"))
          .isEqualTo("unknown_field");
    }
  }

  @ParameterizedTest
  @MethodSource("operationsWithBody")
  void aValueOfAnotherTypeIsRefused(Described operation) throws Exception {
    JsonObject example = operation.example().orElseThrow();
    for (String field : example.fieldNames()) {
      for (Object other : List.of(7, new JsonArray().add("x"), new JsonObject().put("x", "y"))) {
        var answer = operation.send(platform.http.as("good"), example.copy().put(field, other));
        assertThat(answer.status()).as(field).isEqualTo(400);
      }
    }
  }

  private static void assertDescribed(JsonObject response, Http.Answer answer) {
    response
        .getJsonObject("headers", new JsonObject())
        .fieldNames()
        .forEach(name -> assertThat(answer.header(name)).as(name).isNotNull());
    JsonObject content = response.getJsonObject("content");
    if (content == null) {
      assertThat(answer.body()).isEqualTo(Buffer.buffer());
      return;
    }
    JsonObject schema = content.getJsonObject("application/json").getJsonObject("schema");
    assertValid(schema, answer.json());
    assertThat(undeclared(schema, answer.json())).isEmpty();
  }

  private static void assertValid(JsonObject schema, JsonObject value) {
    JsonObject whole = schema.copy().put("components", document.getJsonObject("components").copy());
    var options =
        new JsonSchemaOptions()
            .setBaseUri("https://latchkey.example/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);
    var result = Validator.create(JsonSchema.of(whole), options).validate(value);
    assertThat(result.getValid()).as(String.valueOf(result.getErrors())).isTrue();
  }

  /** Answers may grow, so the contract does not close them; but all that is answered is told. */
  private static List<String> undeclared(JsonObject reference, Object value) {
    JsonObject schema = followed(reference);
    List<String> found = new ArrayList<>();
    if (value instanceof JsonArray items) {
      items.forEach(item -> found.addAll(undeclared(schema.getJsonObject("items"), item)));
    } else if (value instanceof JsonObject object) {
      for (String name : object.fieldNames()) {
        JsonObject property = schema.getJsonObject("properties").getJsonObject(name);
        if (property == null) {
          found.add(name);
        } else {
          found.addAll(undeclared(property, object.getValue(name)));
        }
      }
    }
    return found;
  }

  private static JsonObject followed(JsonObject maybeReference) {
    JsonObject found = maybeReference;
    while (found.containsKey("$ref")) {
      String[] steps = found.getString("$ref").substring(2).split("/", -1);
      found = document;
      for (String step : steps) {
        found = found.getJsonObject(step);
      }
    }
    return found;
  }
}
