package dev.latchkey.router.contract;

import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A declared parameter. Immutable, thread-safe.
 *
 * @param type what a sent text is read as; of an array, its elements
 * @param array whether it may be sent several times
 * @param defaultValue what it is when it was not sent; null for nothing
 */
public record Parameter(
    String name,
    Place place,
    boolean required,
    ParameterType type,
    boolean array,
    @Nullable Object defaultValue,
    JsonShape shape) {

  /**
   * Reads what was sent under this name.
   *
   * @param sent decoded texts in their order
   * @return the value; empty when there is none, or a violation was told
   */
  Optional<Object> read(List<String> sent, Consumer<Violation> violations) {
    if (sent.isEmpty()) {
      if (required) {
        violations.accept(violation("required", "This parameter is required."));
      }
      return Optional.ofNullable(defaultValue);
    }
    if (sent.size() > 1 && !array) {
      violations.accept(violation("repeated", "This parameter may be sent only once."));
      return Optional.empty();
    }
    return array ? elements(sent, violations) : single(sent.get(0), violations);
  }

  private Optional<Object> single(String sent, Consumer<Violation> violations) {
    return typed(sent, violations).filter(value -> fits(value, violations));
  }

  private Optional<Object> elements(List<String> sent, Consumer<Violation> violations) {
    JsonArray values = new JsonArray();
    sent.forEach(each -> typed(each, violations).ifPresent(values::add));
    return values.size() == sent.size() && fits(values, violations)
        ? Optional.of(values)
        : Optional.empty();
  }

  private Optional<Object> typed(String sent, Consumer<Violation> violations) {
    if (sent.indexOf('\0') >= 0 || sent.indexOf('\uFFFD') >= 0) {
      violations.accept(violation("text", "It must be UTF-8 without NUL."));
      return Optional.empty();
    }
    Optional<Object> value = type.read(sent);
    if (value.isEmpty()) {
      violations.accept(violation("type", "It must be of type " + type.wireName() + "."));
    }
    return value;
  }

  private boolean fits(Object value, Consumer<Violation> violations) {
    List<Violation> wrong = shape.violations(value, place, pointer());
    wrong.forEach(violations);
    return wrong.isEmpty();
  }

  private Violation violation(String code, String detail) {
    return new Violation(place, pointer(), code, detail);
  }

  private String pointer() {
    return "/" + name;
  }
}
