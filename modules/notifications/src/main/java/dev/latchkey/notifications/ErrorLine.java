package dev.latchkey.notifications;

import java.util.Optional;
import java.util.regex.Pattern;

/** What the outbox remembers of a failure. */
final class ErrorLine {
  private static final int MAX_CHARACTERS = 200;
  private static final Pattern LINE_BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

  /** Filters quote the links that they dislike; half a token is none. */
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{32,}");

  private ErrorLine() {}

  /** One line of at most 200 characters without anything that could be a token. */
  static String of(Throwable failure) {
    var line = LINE_BREAKS.matcher(said(failure)).replaceAll(" ");
    var clean = SECRET.matcher(line).replaceAll("…").strip();
    return clean.length() <= MAX_CHARACTERS ? clean : clean.substring(0, MAX_CHARACTERS);
  }

  private static String said(Throwable failure) {
    return Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
  }
}
