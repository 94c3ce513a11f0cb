package dev.latchkey.notifications.mail;

import java.util.List;

/**
 * What a mail says, in plain text and in the reader's language, before it has a shape. Both layouts
 * show the same content.
 *
 * @param language tag of the language it is written in
 * @param links for what the mail is about, the button first
 * @param doubts what to do if it was not you
 * @param doubtLinks for that, the button first
 */
record MailContent(
    String language,
    String subject,
    String heading,
    String greeting,
    List<String> paragraphs,
    List<Fact> facts,
    List<Link> links,
    String linkHint,
    String doubtHeading,
    List<String> doubts,
    List<Link> doubtLinks,
    List<String> footer) {

  /** One line of the table that says which account, when and from where. */
  record Fact(String label, String value) {}

  /** A link with what it is called. */
  record Link(String label, String url) {}
}
