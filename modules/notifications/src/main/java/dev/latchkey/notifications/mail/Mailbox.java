package dev.latchkey.notifications.mail;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A mail address with the name shown beside it. Immutable.
 *
 * <p>Only addresses that every server takes are accepted: a dot-atom before the {@code @} and a
 * host name behind it (RFC 5322 section 3.4.1, RFC 5321 section 4.5.3.1: 64 and 254 characters). An
 * international host name is turned into its ASCII form; a local part outside ASCII is refused,
 * because the SMTP client does not speak SMTPUTF8. An accepted address holds no space, quote,
 * bracket, comma or control character, so it can't add a header or a recipient.
 *
 * @param name shown name, may be empty; at most 45 bytes of UTF-8 without control characters, so
 *     that it fits one encoded word of RFC 2047
 * @param address the address itself, its host in ASCII
 */
public record Mailbox(String name, String address) {
  private static final int MAX_ADDRESS_CHARACTERS = 254;
  private static final int MAX_NAME_BYTES = 45;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern LOCAL_PART = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern HOST = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9 ]+");

  /**
   * @throws IllegalArgumentException when name or address is none; the message does not repeat them
   */
  public Mailbox {
    address = checkedAddress(address);
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a mailbox's name has at most 45 bytes and no control characters");
    }
  }

  /** A mailbox without a name. */
  public static Mailbox of(String address) {
    return new Mailbox("", address);
  }

  /** The mailbox as a header's value: ASCII, one line. */
  String header() {
    if (name.isBlank()) {
      return address;
    }
    return (PLAIN_NAME.matcher(name).matches() ? name : encodedWord()) + " <" + address + ">";
  }

  private String encodedWord() {
    return "=?UTF-8?B?"
        + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8))
        + "?=";
  }

  static String checkedAddress(String address) {
    int at = address.lastIndexOf('@');
    if (at < 1 || at > 64 || address.length() > MAX_ADDRESS_CHARACTERS) {
      throw notAnAddress();
    }
    var local = address.substring(0, at);
    var host = asciiHost(address.substring(at + 1));
    var checked = local + "@" + host;
    if (!LOCAL_PART.matcher(local).matches()
        || !HOST.matcher(host).matches()
        || checked.length() > MAX_ADDRESS_CHARACTERS) {
      throw notAnAddress();
    }
    return checked;
  }

  private static String asciiHost(String host) {
    try {
      return IDN.toASCII(host);
    } catch (IllegalArgumentException e) {
      throw notAnAddress();
    }
  }

  private static IllegalArgumentException notAnAddress() {
    return new IllegalArgumentException("this is not a mail address that can be written to");
  }
}
