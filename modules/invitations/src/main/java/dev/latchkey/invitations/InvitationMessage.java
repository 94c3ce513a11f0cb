package dev.latchkey.invitations;

import dev.latchkey.api.bus.Failure;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** What an inviter may write to the invited. */
final class InvitationMessage {

  private static final int LONGEST = 1000;

  private InvitationMessage() {}

  /**
   * The text as it is kept: NFC, stripped, without control characters but tabs and line breaks;
   * null for nothing.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#INVALID_REQUEST} beyond 1000 characters
   */
  static @Nullable String of(@Nullable String written) {
    if (written == null) {
      return null;
    }
    String text = Normalizer.normalize(written.strip(), Normalizer.Form.NFC);
    boolean control = text.chars().anyMatch(InvitationMessage::isUnwanted);
    if (control || text.codePointCount(0, text.length()) > LONGEST) {
      throw Failure.INVALID_REQUEST.refusal(
          "A message has at most " + LONGEST + " characters and no control characters.");
    }
    return text.isEmpty() ? null : text;
  }

  private static boolean isUnwanted(int character) {
    return Character.isISOControl(character) && "\t\r\n".indexOf(character) < 0;
  }
}
