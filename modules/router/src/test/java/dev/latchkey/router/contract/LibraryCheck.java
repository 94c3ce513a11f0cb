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
  private static final Set<String> UNKNOWN_TO_THE_LIBRARY = Set.of("application/problem+json");

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
      object.forEach(entry -> dropUnknownMediaTypes(entry.getValue()));
    } else if (node instanceof JsonArray array) {
      array.forEach(LibraryCheck::dropUnknownMediaTypes);
    }
  }
}
