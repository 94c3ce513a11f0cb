package dev.latchkey.kernel.secret;

import java.util.regex.Pattern;

/**
 * A kind of opaque token, told by its prefix. The module that hands out a kind declares it as a
 * constant; no two kinds of the service may share a prefix.
 *
 * @param prefix 2 to 8 lower-case letters or digits, a letter first, and an underscore: {@code
 *     lkr_}
 */
public record TokenKind(String prefix) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9]{1,7}_");

  /**
   * Checks the prefix.
   *
   * @throws IllegalArgumentException when it has another shape
   */
  public TokenKind {
    if (!SHAPE.matcher(prefix).matches()) {
      throw new IllegalArgumentException("The prefix of a token has the shape " + SHAPE.pattern());
    }
  }

  /** The kind of that prefix. */
  public static TokenKind of(String prefix) {
    return new TokenKind(prefix);
  }
}
