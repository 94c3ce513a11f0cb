package dev.latchkey.router.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Operations that may be asked in two ways: a POST with {@code x-also-in-query: true} gets a GET
 * beside it, whose query says, as a form does, what the body would. It is published as an operation
 * of its own, called as the POST with {@link #SUFFIX}; {@code x-query-of} names that one.
 */
final class QueryTwins {

  /** What the id of the GET adds to that of the POST. */
  static final String SUFFIX = "ByQuery";

  /** The extension of the GET. */
  static final String QUERY_OF = "x-query-of";

  private static final String ALSO = "x-also-in-query";
  private static final List<String> NOT_OF_THE_TWIN =
      List.of(ALSO, "requestBody", "parameters", "operationId");
  private static final String JSON = "application/json";

  private QueryTwins() {}

  /**
   * The document with the twins in it.
   *
   * @throws BadContract when a twin is asked for where there is no form, or a GET already
   */
  static JsonObject addedTo(JsonObject document) {
    References references = new References(document);
    JsonObject paths = document.getJsonObject("paths", new JsonObject());
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      JsonObject post = item.getJsonObject("post");
      if (post != null && Boolean.TRUE.equals(post.getValue(ALSO))) {
        if (item.containsKey("get") || !post.containsKey("requestBody")) {
          throw new BadContract(path + " can't have its POST in a query too.");
        }
        item.put("get", twin(post, references));
      }
    }
    return document;
  }

  private static JsonObject twin(JsonObject post, References references) {
    JsonObject twin = post.copy();
    NOT_OF_THE_TWIN.forEach(twin::remove);
    JsonArray parameters = post.getJsonArray("parameters", new JsonArray()).copy();
    JsonObject schema = references.follow(schema(post, references));
    JsonObject properties = schema.getJsonObject("properties", new JsonObject());
    for (String name : properties.fieldNames()) {
      parameters.add(parameter(name, schema, properties.getJsonObject(name), references));
    }
    return twin.put("operationId", post.getString("operationId") + SUFFIX)
        .put(QUERY_OF, post.getString("operationId"))
        .put("parameters", parameters);
  }

  /** The schema of the body that an operation takes as JSON. */
  static JsonObject schema(JsonObject operation, References references) {
    return references
        .follow(operation.getJsonObject("requestBody"))
        .getJsonObject("content", new JsonObject())
        .getJsonObject(JSON, new JsonObject())
        .getJsonObject("schema", new JsonObject());
  }

  /** An object stands in a query as JSON. */
  private static JsonObject parameter(
      String name, JsonObject schema, JsonObject property, References references) {
    JsonObject parameter =
        new JsonObject()
            .put("name", name)
            .put("in", "query")
            .put("required", schema.getJsonArray("required", new JsonArray()).contains(name));
    return "object".equals(references.follow(property).getValue("type"))
        ? parameter.put(
            "content", new JsonObject().put(JSON, new JsonObject().put("schema", property.copy())))
        : parameter.put("schema", property.copy());
  }
}
