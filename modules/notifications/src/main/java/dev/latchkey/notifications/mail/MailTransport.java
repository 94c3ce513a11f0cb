package dev.latchkey.notifications.mail;

import io.vertx.core.Future;
import java.time.Duration;

/** Takes finished mails away. Safe for any thread; never blocks the caller. */
public interface MailTransport {

  /**
   * How long the whole process may stand still, as a machine that is paused does, without a mail
   * under way being given up, and so coming twice (chosen, not measured).
   */
  Duration LONGEST_PAUSE = Duration.ofSeconds(40);

  /**
   * Hands the mail over, once: retrying is the caller's business.
   *
   * <p>Succeeds when the other side has taken responsibility for the mail: a mail server has
   * answered 250 to its content, a file has its final name. That does not mean that it was
   * delivered or read. Sending a mail again that was taken already is no error, and keeps its
   * Message-ID.
   *
   * <p>Fails with a {@link MailFailure} and nothing else:
   *
   * <ul>
   *   <li>{@link MailRefused}: the other side said that it will never take this mail. Don't retry.
   *   <li>{@link MailDeferred}: everything else, be it the other side asking for patience, a
   *       connection that failed, a time-out, a full disk, or a fault of our own configuration such
   *       as a wrong password, which must not cost anybody a mail. Retry later. When the connection
   *       broke after the content was sent, the mail may have been taken all the same, so the retry
   *       may deliver it twice under one Message-ID.
   * </ul>
   *
   * <p>Every call ends within the transport's own time-out, or {@link #LONGEST_PAUSE} later when
   * the process has stood still meanwhile; after that the mail is not handed over any more.
   */
  Future<Void> send(RenderedMail mail);

  /**
   * Lets go of connections. Mails under way may still be taken; later sends fail with {@link
   * MailDeferred}.
   */
  Future<Void> close();
}
