package dev.latchkey.router.contract;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a JSON value must be, compiled once. Immutable, thread-safe, never blocks. */
public final class JsonShape {
  private final JsonObject schema;
  private final Function<@Nullable Object, OutputUnit> validator;

  JsonShape(JsonObject schema, Function<@Nullable Object, OutputUnit> validator) {
    this.schema = schema;
    this.validator = validator;
  }

  /**
   * What is wrong with a value; empty when nothing is.
   *
   * @param value as {@link dev.latchkey.router.json.StrictJson} reads it
   * @param pointer where the value stands: the beginning of every violation's pointer
   */
  public List<Violation> violations(@Nullable Object value, Place place, String pointer) {
    OutputUnit result = validator.apply(value);
    return Boolean.TRUE.equals(result.getValid())
        ? List.of()
        : new Explanation(schema, value, place, pointer).of(result.getErrors());
  }
}
