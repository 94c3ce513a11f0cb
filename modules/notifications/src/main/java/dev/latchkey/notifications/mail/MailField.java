package dev.latchkey.notifications.mail;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What a mail may be told, each with its bound. {@link #key()} is the name under which a {@link
 * MailDraft} carries it.
 */
public enum MailField {
  /** The address by which the account in question is known to its owner. */
  ACCOUNT("account", Kind.ADDRESS),
  /** The person's name, for the greeting; cut at 64 characters. */
  NAME("name", Kind.NAME),
  /** The address that is being proven, added or removed. */
  ADDRESS("address", Kind.ADDRESS),
  /** The primary address before a change. */
  OLD_ADDRESS("oldAddress", Kind.ADDRESS),
  /** The primary address after a change. */
  NEW_ADDRESS("newAddress", Kind.ADDRESS),
  /** The secret of the mail's link: 1 to 512 characters that need no escaping in a URL. */
  TOKEN("token", Kind.TOKEN),
  /** When it happened, ISO-8601 in UTC. */
  AT("at", Kind.INSTANT),
  /** Until when the link works, ISO-8601 in UTC; later than {@link #AT}. */
  EXPIRES_AT("expiresAt", Kind.INSTANT),
  /** The IP address it came from. */
  IP("ip", Kind.IP),
  /** The device it came from, as a person would call it; cut at 80 characters. */
  DEVICE("device", Kind.DEVICE),
  /** What somebody gave as their reason; cut at 200 characters. */
  REASON("reason", Kind.REASON),
  /** What the organisation is called that the mail is about; cut at 64 characters. */
  ORGANIZATION("organization", Kind.NAME),
  /** What the inviter is called; cut at 64 characters. */
  INVITER("inviter", Kind.NAME),
  /** What the inviter wrote, as one paragraph; cut at 1000 characters. */
  MESSAGE("message", Kind.MESSAGE);

  private enum Kind {
    NAME,
    DEVICE,
    REASON,
    MESSAGE,
    ADDRESS,
    TOKEN,
    INSTANT,
    IP
  }

  private static final int MAX_NAME_CHARACTERS = 64;
  private static final int MAX_DEVICE_CHARACTERS = 80;
  private static final int MAX_REASON_CHARACTERS = 200;
  private static final int MAX_MESSAGE_CHARACTERS = 1000;
  private static final Pattern TOKEN_FORM = Pattern.compile("[A-Za-z0-9._~-]{1,512}");
  private static final Pattern IP_FORM = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  private final String key;
  private final Kind kind;

  MailField(String key, Kind kind) {
    this.key = key;
    this.kind = kind;
  }

  /** The field's name in a draft and in the message bundles. */
  public String key() {
    return key;
  }

  /**
   * The value as it may stand in a mail: cleaned where a person chose it, checked where we made it.
   *
   * @throws IllegalArgumentException when an address, token, instant or IP is none; the message
   *     names the field, never the value
   */
  String checked(String value) {
    return switch (kind) {
      case NAME -> UserText.clean(value, MAX_NAME_CHARACTERS);
      case DEVICE -> UserText.clean(value, MAX_DEVICE_CHARACTERS);
      case REASON -> UserText.clean(value, MAX_REASON_CHARACTERS);
      case MESSAGE -> UserText.clean(value, MAX_MESSAGE_CHARACTERS);
      case ADDRESS -> Mailbox.checkedAddress(value);
      case TOKEN -> matching(TOKEN_FORM, value);
      case IP -> matching(IP_FORM, value);
      case INSTANT -> instant(value);
    };
  }

  /** A checked value as it may be read: an address that looks like another link is pulled apart. */
  String shown(String checked) {
    return kind == Kind.ADDRESS ? UserText.address(checked) : checked;
  }

  private String matching(Pattern form, String value) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the mail's field '" + key + "' has not the form it must have");
    }
    return value;
  }

  private String instant(String value) {
    try {
      return Instant.parse(value).toString();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "the mail's field '" + key + "' is not an ISO-8601 instant", e);
    }
  }
}
