package dev.latchkey.notifications.mail;

import java.util.regex.Pattern;

/**
 * The form of the Message-IDs that this service makes: a narrow part of RFC 5322 section 3.6.4,
 * safe in headers and file names.
 */
final class MessageId {
  private static final Pattern FORM =
      Pattern.compile("<([A-Za-z0-9-]{1,64})@([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])>");

  private MessageId() {}

  static void check(String messageId) {
    if (!FORM.matcher(messageId).matches()) {
      throw new IllegalArgumentException("a Message-ID has the form <uuid@host>");
    }
  }

  /** What stands before the {@code @}. */
  static String local(String messageId) {
    return messageId.substring(1, messageId.indexOf('@'));
  }
}
