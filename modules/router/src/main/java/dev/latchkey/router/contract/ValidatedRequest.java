package dev.latchkey.router.contract;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The declared values of a request, each of its declared type and within its bounds. Parameters
 * that were not sent have their default, or are absent.
 *
 * @param path parameters by name: {@link String}, {@link Integer}, {@link Long}, {@link Double} or
 *     {@link Boolean}
 * @param query as {@code path}; a declared array is a {@link io.vertx.core.json.JsonArray}
 * @param headers as {@code path}, by the name that the contract writes
 * @param body JSON as {@link dev.latchkey.router.json.StrictJson} reads it; null when there is none
 * @param ignored the names in the query that the operation does not know, where {@link
 *     Manners#unknownParameters} lets them pass
 */
public record ValidatedRequest(
    JsonObject path,
    JsonObject query,
    JsonObject headers,
    @Nullable Object body,
    Set<String> ignored) {

  /** The body as an object; an empty one when there is no body. */
  public JsonObject object() {
    return body instanceof JsonObject object ? object : new JsonObject();
  }
}
