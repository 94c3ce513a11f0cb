package dev.latchkey.notifications.mail;

import org.jspecify.annotations.Nullable;

/**
 * Why a mail was not taken: {@link MailRefused} or {@link MailDeferred}, nothing else.
 *
 * <p>The message is one line of at most 300 characters. It may quote a mail server, and servers
 * like to repeat the recipient's address: keep it where personal data is kept.
 */
public abstract sealed class MailFailure extends RuntimeException
    permits MailRefused, MailDeferred {
  private static final long serialVersionUID = 1;
  private static final int MAX_CHARACTERS = 300;

  MailFailure(String message, @Nullable Throwable cause) {
    super(oneLine(message), cause);
  }

  private static String oneLine(String message) {
    var line = message.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
    return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS);
  }
}
