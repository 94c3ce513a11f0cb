package dev.latchkey.router.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Several OpenAPI documents as one. Operations and components of all are put side by side; what two
 * documents define must be equal in both.
 */
final class MergedDocument {
  /** Objects down to here are joined: paths → path → method, components → kind → name. */
  private static final int JOINED_LEVELS = 2;

  private final JsonObject document = new JsonObject();
  private final JsonArray tags = new JsonArray();

  private MergedDocument() {}

  /**
   * @param texts the documents by their names
   * @throws BadContract when one is not YAML, or contradicts another
   */
  static JsonObject of(Map<String, String> texts) {
    MergedDocument merged = new MergedDocument();
    texts.forEach((name, text) -> merged.add(name, ContractYaml.read(name, text)));
    return merged.document.put("tags", merged.tags);
  }

  /**
   * The text of a document on the class path.
   *
   * @throws BadContract when there is none
   */
  static String text(String resource) {
    try (InputStream in = MergedDocument.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new BadContract(resource + " is not on the class path.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String resource, JsonObject source) {
    if (source.remove("tags") instanceof JsonArray described) {
      described.stream().filter(tag -> !tags.contains(tag)).forEach(tags::add);
    }
    join(resource, "", document, source, JOINED_LEVELS);
  }

  private static void join(
      String resource, String where, JsonObject target, JsonObject source, int levels) {
    for (String key : source.fieldNames()) {
      Object mine = target.getValue(key);
      Object theirs = source.getValue(key);
      if (mine == null) {
        target.put(key, theirs);
      } else if (levels > 0 && mine instanceof JsonObject a && theirs instanceof JsonObject b) {
        join(resource, where + " " + key, a, b, levels - 1);
      } else if (!mine.equals(theirs)) {
        throw new BadContract(
            resource + " defines" + where + " " + key + " again, with different content.");
      }
    }
  }
}
