package dev.latchkey.router.jsonapi;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON:API document in the making. Confined to one answer; not thread-safe. */
final class Document {

  private final Object data;
  private final Map<String, JsonObject> included = new LinkedHashMap<>();
  private @Nullable JsonObject meta;

  private Document(Object data) {
    this.data = data;
  }

  /** Of one resource. */
  static Document of(JsonObject resource) {
    return new Document(resource);
  }

  /** Of many. */
  static Document of(List<JsonObject> resources) {
    return new Document(new JsonArray(resources));
  }

  /** Adds related resources, each once however often it is named. */
  Document including(Collection<JsonObject> resources) {
    resources.forEach(each -> included.putIfAbsent(key(each), each));
    return this;
  }

  /** Adds how many there are on all pages. */
  Document counting(long total, long totalFiltered) {
    JsonObject page =
        new JsonObject().put("total_count", total).put("total_filtered_count", totalFiltered);
    meta = new JsonObject().put("page", page);
    return this;
  }

  /** Without a list of related resources where there are none. */
  JsonObject json() {
    JsonObject json = new JsonObject().put("data", data);
    if (!included.isEmpty()) {
      json.put("included", new JsonArray(List.copyOf(included.values())));
    }
    return meta == null ? json : json.put("meta", meta);
  }

  private static String key(JsonObject resource) {
    return resource.getString("type") + "/" + resource.getString("id");
  }

  /** A resource with attributes. */
  static JsonObject resource(String type, String id, JsonObject attributes) {
    return identifier(type, id).put("attributes", attributes);
  }

  /** What stands for a resource in a relation. */
  static JsonObject identifier(String type, String id) {
    return new JsonObject().put("type", type).put("id", id);
  }

  /** A relation to one. */
  static JsonObject toOne(JsonObject identifier) {
    return new JsonObject().put("data", identifier);
  }

  /** A relation to many. */
  static JsonObject toMany(List<JsonObject> identifiers) {
    return new JsonObject().put("data", new JsonArray(identifiers));
  }
}
