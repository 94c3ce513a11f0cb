package dev.latchkey.accounts.users;

import dev.latchkey.api.bus.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for.
 *
 * @param text 1 to 200 characters, none of them a control character
 * @param address whether it is an address, or the beginning of one
 */
record UserSearch(String text, boolean address) {

  private static final int MAX_LENGTH = 200;

  /**
   * Reads a search; null for none.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#INVALID_REQUEST}
   */
  static @Nullable UserSearch of(@Nullable String written) {
    if (written == null) {
      return null;
    }
    String text = written.strip();
    if (text.isEmpty()
        || text.codePointCount(0, text.length()) > MAX_LENGTH
        || text.codePoints().anyMatch(Character::isISOControl)) {
      throw Failure.INVALID_REQUEST.refusal(
          "A search has 1 to 200 characters and no control characters.");
    }
    return new UserSearch(text, text.indexOf('@') > 0);
  }
}
