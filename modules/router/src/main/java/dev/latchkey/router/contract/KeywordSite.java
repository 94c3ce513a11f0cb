package dev.latchkey.router.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where in a compiled schema an error arose.
 *
 * @param owner the schema that has the keyword
 * @param keyword the keyword
 * @param insideChoice whether it lies in a branch of a choice, where an error only means that this
 *     branch was not meant
 */
record KeywordSite(JsonObject owner, String keyword, boolean insideChoice) {
  private static final Set<String> CHOICES = Set.of("oneOf", "anyOf", "propertyNames");

  /** What the contract says for the keyword. */
  @Nullable Object value() {
    return owner.getValue(keyword);
  }

  /**
   * @param location a pointer such as {@code #/properties/email/format}; references are resolved in
   *     a compiled schema, so it leads straight through
   */
  static KeywordSite find(JsonObject schema, String location) {
    String[] tokens = location.split("/", -1);
    Object node = schema;
    boolean name = false;
    for (int i = 1; i < tokens.length - 1; i++) {
      if (!name && CHOICES.contains(tokens[i])) {
        return new KeywordSite(schema, tokens[i], true);
      }
      name = !name && tokens[i].equals("properties");
      node = child(node, tokens[i]);
    }
    return new KeywordSite((JsonObject) node, tokens[tokens.length - 1], false);
  }

  private static Object child(Object node, String token) {
    Object child =
        node instanceof JsonArray array
            ? array.getValue(Integer.parseInt(token))
            : ((JsonObject) node).getValue(InstancePointer.decode(token));
    if (child == null) {
      throw new IllegalStateException("the schema has nothing at " + token);
    }
    return child;
  }
}
