package dev.latchkey.router.contract;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operation's body must be.
 *
 * @param required whether a request without a body is refused
 * @param shape of the JSON, or of what a form is read as
 * @param form reads {@code application/x-www-form-urlencoded}; empty where only JSON is taken
 * @param loose spells JSON as the schema does; empty where clients have to
 */
public record BodyRule(
    boolean required, JsonShape shape, Optional<FormReader> form, Optional<LooseMembers> loose) {

  /**
   * JSON as the schema is to see it.
   *
   * @throws FormPairs.Malformed as {@link LooseMembers#spelled}
   */
  @Nullable Object spelled(@Nullable Object sent) {
    return loose.isPresent() ? loose.get().spelled(sent) : sent;
  }
}
