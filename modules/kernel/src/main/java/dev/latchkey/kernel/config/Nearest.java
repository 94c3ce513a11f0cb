package dev.latchkey.kernel.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
final class Nearest {
  private Nearest() {}

  /**
   * The known name with the fewest edits (Levenshtein) from the given one, the first by alphabet
   * among equals; none when more than a third of the name would have to change.
   */
  static Optional<String> to(String wrong, Collection<String> known) {
    return known.stream()
        .filter(name -> edits(wrong, name) <= Math.max(2, name.length() / 3))
        .min(
            Comparator.comparingInt((String name) -> edits(wrong, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int edits(String from, String to) {
    var above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      above = nextRow(from.charAt(row - 1), row, to, above);
    }
    return above[to.length()];
  }

  private static int[] nextRow(char letter, int row, String to, int[] above) {
    var current = new int[to.length() + 1];
    current[0] = row;
    for (int column = 1; column <= to.length(); column++) {
      int replaced = above[column - 1] + (letter == to.charAt(column - 1) ? 0 : 1);
      current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
    }
    return current;
  }
}
