package dev.latchkey.launcher.surfaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds what the JSON:API surface answers against its contract: with a status that the operation
 * declares, and nothing in it that the contract does not tell.
 */
final class JsonApiAnswers {

  private static final JsonObject DOCUMENT =
      SharedNode.get().latchkey().ask(Ask.of("GET", "/openapi/jsonapi.json")).expect(200).json();

  private static final JsonObject COMPONENTS = DOCUMENT.getJsonObject("components").copy();

  static {
    close(COMPONENTS);
  }

  private JsonApiAnswers() {}

  /** The answer, once it is as its operation says; where there is no such operation, as it is. */
  static Reply described(Ask ask, Reply reply) {
    operation(ask).ifPresent(operation -> check(ask, operation, reply));
    return reply;
  }

  private static Optional<JsonObject> operation(Ask ask) {
    String path = ask.path().replaceAll("\\?.*", "");
    return DOCUMENT.getJsonObject("paths").stream()
        .filter(each -> path.matches(each.getKey().replaceAll("\\{[^}]*}", "[^/]+")))
        .map(each -> (JsonObject) each.getValue())
        .map(item -> item.getJsonObject(ask.method().toLowerCase(Locale.ROOT)))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static void check(Ask ask, JsonObject operation, Reply reply) {
    String about = ask.method() + " " + ask.path() + ": " + reply.status() + " " + reply.body();
    JsonObject response =
        operation.getJsonObject("responses").getJsonObject(String.valueOf(reply.status()));
    assertThat(response).as(about).isNotNull();
    JsonObject content = followed(response).getJsonObject("content");
    if (content == null) {
      assertThat(reply.body()).as(about).isEmpty();
    } else {
      JsonObject schema = content.getJsonObject("application/json").getJsonObject("schema");
      assertThat(errors(schema, reply.json())).as(about).isEqualTo("[]");
    }
  }

  private static String errors(JsonObject schema, JsonObject body) {
    JsonObject whole = schema.copy().put("components", COMPONENTS.copy());
    var options =
        new JsonSchemaOptions()
            .setBaseUri("https://latchkey.example/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);
    var result = Validator.create(JsonSchema.of(whole), options).validate(body);
    return Boolean.TRUE.equals(result.getValid()) ? "[]" : String.valueOf(result.getErrors());
  }

  private static JsonObject followed(JsonObject maybeReference) {
    String reference = maybeReference.getString("$ref");
    return reference == null
        ? maybeReference
        : (JsonObject) JsonPointer.from(reference.substring(1)).queryJson(DOCUMENT);
  }

  /** Answers may grow, so the contract leaves them open; but all that is answered is told. */
  private static void close(Object schemas) {
    if (schemas instanceof JsonArray list) {
      list.forEach(JsonApiAnswers::close);
    } else if (schemas instanceof JsonObject object) {
      object.forEach(each -> close(each.getValue()));
      if (object.getValue("properties") instanceof JsonObject
          && object.getValue("type") instanceof String
          && !object.containsKey("additionalProperties")) {
        object.put("additionalProperties", false);
      }
    }
  }
}
