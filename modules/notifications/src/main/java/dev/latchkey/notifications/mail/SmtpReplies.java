package dev.latchkey.notifications.mail;

import io.vertx.ext.mail.SMTPException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Tells from the way a send failed whether the mail is refused or deferred (RFC 5321 section
 * 4.2.1).
 *
 * <p>Refused is only what a 5xx says about this mail: in reply to its recipient, to {@code DATA} or
 * to its content. A 5xx to the greeting, the login or our sender address is about us and would be
 * said of every mail; it defers. So does 500, which the client also puts for an answer it can't
 * read, and 53x, which asks for a login.
 */
final class SmtpReplies {
  /** The client names the step it was at only in its message. */
  private static final List<String> ABOUT_THIS_MAIL =
      List.of("recipient address not accepted", "DATA command not accepted", "sending data failed");

  private SmtpReplies() {}

  static MailFailure failure(Throwable cause) {
    if (cause instanceof SMTPException reply) {
      return failure(reply);
    }
    if (cause instanceof TimeoutException) {
      return new MailDeferred("the mail server took too long", cause);
    }
    return new MailDeferred("the mail server could not be used: " + cause, cause);
  }

  private static MailFailure failure(SMTPException reply) {
    var said = Optional.ofNullable(reply.getMessage()).orElse("");
    boolean aboutThisMail = ABOUT_THIS_MAIL.stream().anyMatch(said::startsWith);
    return aboutThisMail && isFinal(reply.getReplyCode())
        ? new MailRefused(said, reply)
        : new MailDeferred(said, reply);
  }

  private static boolean isFinal(int code) {
    return code > 500 && code < 600 && code / 10 != 53;
  }
}
