package dev.latchkey.router.tenant;

import dev.latchkey.router.surface.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Which page of a list is asked for.
 *
 * @param page 0 or more; 0 is the first
 * @param size 1 to {@link #LARGEST}
 */
record PageNumber(int page, int size) {

  /** Whoever asks for more gets so many, and is told. */
  static final int LARGEST = 100;

  static PageNumber of(Call call) {
    return new PageNumber(
        call.request().query().getInteger("page"),
        Math.min(call.request().query().getInteger("size"), LARGEST));
  }

  /** The part of a whole list that the page holds. */
  <T> List<T> of(List<T> all) {
    return all.stream().skip((long) page * size).limit(size).toList();
  }

  /**
   * The page as it is answered.
   *
   * @param total how many there are on all pages
   */
  JsonObject json(List<JsonObject> content, long total) {
    return new JsonObject()
        .put("content", new JsonArray(content))
        .put("totalElements", total)
        .put("totalPages", (total + size - 1) / size)
        .put("size", size)
        .put("number", page);
  }
}
