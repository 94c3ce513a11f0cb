package dev.latchkey.launcher.postgres;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds the line of a program's output that tells an operator why it ended. */
final class LastWord {
  private static final Predicate<String> IS_REASON =
      Pattern.compile("FATAL:|PANIC:|error:").asPredicate();

  private LastWord() {}

  /** The last line that names an error, else the last one: what follows an error is tidying up. */
  static String of(String output) {
    var lines = output.strip().lines().toList();
    return lines.stream()
        .filter(IS_REASON)
        .reduce((earlier, later) -> later)
        .orElseGet(() -> lines.isEmpty() ? "" : lines.get(lines.size() - 1));
  }
}
