package dev.latchkey.notifications.mail;

import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A finished mail, ready for any {@link MailTransport}. Immutable. The constructor refuses whatever
 * could break out of a header, so no transport has to.
 *
 * @param messageId {@code <uuid@host>}, the same on every try
 * @param template which mail this is
 * @param from the sender
 * @param to the one recipient
 * @param subject one line, 1 to 200 characters of the basic plane
 * @param text the plain text, lines end in LF
 * @param html the same in HTML, lines end in LF
 * @param date when it was queued
 * @param headers further headers: ASCII names and values on one line
 */
public record RenderedMail(
    String messageId,
    MailTemplate template,
    Mailbox from,
    Mailbox to,
    String subject,
    String text,
    String html,
    Instant date,
    Map<String, String> headers) {
  private static final int MAX_BODY_CHARACTERS = 256 * 1024;

  /** No control characters; no surrogates either, which the encoder of headers would tear apart. */
  private static final Pattern SUBJECT = Pattern.compile("[^\\p{Cc}\\p{Cs}\\u2028\\u2029]{1,200}");

  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,60}");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E]{1,500}");

  /**
   * @throws IllegalArgumentException when a part has not the form said above; the message does not
   *     repeat it
   */
  public RenderedMail {
    MessageId.check(messageId);
    check(SUBJECT.matcher(subject).matches() && isBasicPlane(subject), "subject");
    check(isBody(text), "text");
    check(isBody(html), "html");
    headers = Map.copyOf(headers);
    headers.forEach(RenderedMail::checkHeader);
  }

  /** Without content: it holds links with secrets. */
  @Override
  public String toString() {
    return "RenderedMail[" + template.key() + " " + messageId + "]";
  }

  private static boolean isBasicPlane(String subject) {
    return subject.codePoints().allMatch(Character::isBmpCodePoint);
  }

  private static boolean isBody(String body) {
    return !body.isBlank()
        && body.length() <= MAX_BODY_CHARACTERS
        && body.chars().allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c));
  }

  private static void checkHeader(String name, String value) {
    check(HEADER_NAME.matcher(name).matches() && HEADER_VALUE.matcher(value).matches(), "header");
  }

  private static void check(boolean right, String part) {
    if (!right) {
      throw new IllegalArgumentException("the mail's " + part + " has not the form it must have");
    }
  }
}
