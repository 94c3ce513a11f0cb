package dev.latchkey.notifications.mail;

import org.jspecify.annotations.Nullable;

/**
 * This mail will not be taken however often it is tried, for example because the mailbox does not
 * exist. Other mails may well be.
 */
public final class MailRefused extends MailFailure {
  private static final long serialVersionUID = 1;

  /** What the receiving side said, and the cause if there is one. */
  public MailRefused(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
