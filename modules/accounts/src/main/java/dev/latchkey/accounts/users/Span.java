package dev.latchkey.accounts.users;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an order by text. Texts are compared byte by byte, as the database does.
 *
 * @param from the least text in it; null for no bound
 * @param to the least text after it; null for no bound
 */
record Span(@Nullable String from, @Nullable String to) {

  static final Span WHOLE = new Span(null, null);

  /** No text that is stored goes beyond it: it is the last character, and stands for none. */
  private static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));

  /**
   * The whole order, in three parts: what begins with a text, then what is on the way to there, and
   * what is behind.
   */
  static List<Span> startingWith(String text, boolean descending) {
    Span begins = new Span(text, text + LAST);
    Span before = new Span(null, text);
    Span behind = new Span(text + LAST, null);
    return descending ? List.of(begins, behind, before) : List.of(begins, before, behind);
  }

  boolean isWhole() {
    return equals(WHOLE);
  }

  boolean contains(String text) {
    return (from == null || compare(from, text) <= 0) && (to == null || compare(text, to) < 0);
  }

  private static int compare(String one, String other) {
    return Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
