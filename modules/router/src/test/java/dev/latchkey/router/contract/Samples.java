package dev.latchkey.router.contract;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Contracts for tests. */
final class Samples {
  static final List<String> RESOURCES =
      List.of(
          "openapi/sample/components.yaml",
          "openapi/sample/sessions.yaml",
          "openapi/sample/me.yaml",
          "openapi/sample/organization.yaml");

  /** Two operations and no more than they need. */
  static final String SMALL =
      """
      openapi: 3.1.0
      info: {title: Small, version: "1"}
      x-manners: {roots: [/things]}
      paths:
        /things:
          post:
            operationId: makeThing
            x-permission: things:manage
            x-fresh: true
            requestBody:
              required: true
              content:
                application/json:
                  schema:
                    $ref: "#/components/schemas/Thing"
            responses:
              "201": {description: Made.}
              default: {$ref: "#/components/responses/Problem"}
        /things/{thing}:
          parameters:
            - {name: thing, in: path, required: true, schema: {type: string, format: uuid}}
          get:
            operationId: describeThing
            x-permission: self
            parameters:
              - {name: limit, in: query, schema: {type: integer, minimum: 0, maximum: 9, default: 5}}
            responses:
              "200": {description: Here.}
              default: {$ref: "#/components/responses/Problem"}
      components:
        responses:
          Problem:
            description: No.
            content:
              application/problem+json:
                schema: {type: object}
        schemas:
          Thing:
            type: object
            additionalProperties: false
            required: [name]
            properties:
              name: {type: string, minLength: 2, maxLength: 5}
              more: {type: array, maxItems: 2, items: {type: boolean}}
      """;

  private Samples() {}

  static Contract sample() {
    return Contract.load("sample", RESOURCES, name -> name.contains(":"));
  }

  static Contract small() {
    return of(SMALL);
  }

  static Contract of(String yaml) {
    return Contract.of("test", Map.of("small.yaml", yaml), "things:manage"::equals);
  }

  /** A schema of its own, compiled. */
  static JsonShape shape(String yaml) {
    JsonObject schema = ContractYaml.read("schema", yaml);
    return new SchemaCompiler(new References(new JsonObject())).compile(schema, "it");
  }

  /** What a future gives, on the test's thread, within 20 seconds. */
  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
