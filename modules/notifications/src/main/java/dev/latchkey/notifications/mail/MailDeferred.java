package dev.latchkey.notifications.mail;

import org.jspecify.annotations.Nullable;

/**
 * The mail was not taken, or it is not known whether it was; a later try can succeed. Try again
 * with the same Message-ID.
 */
public final class MailDeferred extends MailFailure {
  private static final long serialVersionUID = 1;

  /** What went wrong, and the cause if there is one. */
  public MailDeferred(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
