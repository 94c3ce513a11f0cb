package dev.latchkey.kernel.sql;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement with its values, to be run later.
 *
 * @param values as {@link Sql#run} takes them
 */
public record Statement(String text, List<@Nullable Object> values) {

  /** A statement with these values, of which none changes. */
  public static Statement of(String text, @Nullable Object... values) {
    return new Statement(text, Arrays.asList(values.clone()));
  }
}
