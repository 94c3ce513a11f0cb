package dev.latchkey.notifications;

import java.util.regex.Pattern;

/** Mail addresses without what tells whose they are: {@code a***@example.org}. Pure. */
final class MaskedAddress {

  private static final Pattern LOCAL_PART = Pattern.compile("([^\\s<>@])[^\\s<>@]*@");

  /** What is no address stands in place of one that is forgotten. */
  private static final String UNKNOWN = "***";

  private MaskedAddress() {}

  /** The whole address, masked. */
  static String of(String address) {
    int at = address.lastIndexOf('@');
    return at < 1
        ? UNKNOWN
        : address.substring(0, address.offsetByCodePoints(0, 1)) + UNKNOWN + address.substring(at);
  }

  /** The text, with every address in it masked: mail servers quote whom they refuse. */
  static String in(String text) {
    return LOCAL_PART.matcher(text).replaceAll("$1" + UNKNOWN + "@");
  }
}
