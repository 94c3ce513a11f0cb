package dev.latchkey.router.contract;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The full check of an OpenAPI 3.1 document by vertx-openapi, against OpenAPI's own meta-schema:
 * too slow for every start, so every shipped document passes it in a test.
 */
public final class LibraryCheck {
  /** Media types that the library does not know and refuses a whole document for. */
  private static final Set<String> UNKNOWN_TO_THE_LIBRARY =
      Set.of("application/problem+json", "application/x-www-form-urlencoded");

  /** JSON by a name that it doesn't know, and by the one that it knows. */
  private static final String JSON_IN_UTF_8 = "application/json;charset=UTF-8";

  private static final String JSON = "application/json";

  private LibraryCheck() {}

  /**
   * The ids of the operations that the library finds.
   *
   * @throws Exception when it refuses the document
   */
  public static Set<String> operationIds(Vertx vertx, JsonObject document) throws Exception {
    JsonObject known = document.copy();
    dropUnknownMediaTypes(known);
    return Samples.await(OpenAPIContract.from(vertx, known)).operations().stream()
        .map(Operation::getOperationId)
        .collect(Collectors.toSet());
  }

  private static void dropUnknownMediaTypes(Object node) {
    if (node instanceof JsonObject object) {
      UNKNOWN_TO_THE_LIBRARY.forEach(object::remove);
      if (object.containsKey("in") && object.remove("content") != null) {
        // A parameter that is written as JSON is beyond the library too.
        object.put("schema", new JsonObject().put("type", "object"));
      }
      if (object.containsKey(JSON_IN_UTF_8)) {
        object.put(JSON, object.remove(JSON_IN_UTF_8));
      }
      object.forEach(entry -> dropUnknownMediaTypes(entry.getValue()));
    } else if (node instanceof JsonArray array) {
      array.forEach(LibraryCheck::dropUnknownMediaTypes);
    }
  }
}
