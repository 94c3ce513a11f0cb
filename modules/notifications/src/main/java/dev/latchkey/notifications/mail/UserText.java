package dev.latchkey.notifications.mail;

import java.util.regex.Pattern;

/**
 * Makes text that a stranger may have chosen harmless in a mail: a person's name, the description
 * of a device.
 *
 * <p>Escaping for HTML is not done here but by the layout. What is done here is what escaping can't
 * do: no line can be faked, no reading order turned around, and mail programs, which turn {@code
 * evil.example} into a link by themselves, find nothing to turn.
 */
final class UserText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final Pattern SPACES = Pattern.compile(" {2,}");

  /** Of a URL, of a share in a Windows network, of an address; or of a word that mails encode. */
  private static final Pattern LINK_START =
      Pattern.compile(":\\s*[/\\\\]+|[/\\\\]{2,}|(?i:(?<=mailto)):|(?<==)(?=\\?)");

  private static final Pattern IPV4 =
      Pattern.compile("(?<!\\d)(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?!\\d)");

  /** A full stop in any script, followed by what could be the next label of a host name. */
  private static final Pattern DOT_IN_HOST =
      Pattern.compile("([.\\u2024\\u3002\\uFF0E\\uFF61])(?=[\\p{L}\\p{M}\\u200C\\u200D])");

  private static final Pattern LIKE_A_PAGE = Pattern.compile("[/?#]|^(?i:www|ftp)\\.");

  /** Emoji with what joins and varies them, and rare ideographs. */
  private static final Pattern BEYOND_BASIC_PLANE =
      Pattern.compile("([\\x{10000}-\\x{10FFFF}][\\u200C\\u200D\\uFE0E\\uFE0F]*)+");

  private UserText() {}

  /**
   * The text on one line, without control, formatting, private and unpaired characters, without
   * anything that reads as a link, and at most {@code maxCodePoints} long; a longer one is cut and
   * ends in an ellipsis. May be empty.
   */
  static String clean(String text, int maxCodePoints) {
    var line = new StringBuilder(Math.min(text.length(), 4 * maxCodePoints));
    text.codePoints().limit(4L * maxCodePoints).forEach(point -> appendVisible(line, point));
    var unlinked = IPV4.matcher(apart(line)).replaceAll("$1. $2. $3. $4");
    return cut(SPACES.matcher(unlinked).replaceAll(" ").strip(), maxCodePoints);
  }

  /**
   * An address as it may be shown. It is a link by itself, to write to; one that reads as a link to
   * somewhere else, such as {@code www.evil.example/?a@b.example}, is pulled apart.
   */
  static String address(String address) {
    int at = address.lastIndexOf('@');
    var local = address.substring(0, at);
    return LIKE_A_PAGE.matcher(local).find() ? apart(local) + address.substring(at) : address;
  }

  /** A subject has only characters of the basic plane: others are left out, and that is shown. */
  static String subject(String text) {
    return BEYOND_BASIC_PLANE.matcher(text).replaceAll("…");
  }

  private static String apart(CharSequence text) {
    return DOT_IN_HOST.matcher(LINK_START.matcher(text).replaceAll(" ")).replaceAll("$1 ");
  }

  private static void appendVisible(StringBuilder line, int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          line.append(' ');
      case Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {}
      case Character.FORMAT -> appendJoiner(line, point);
      default -> line.appendCodePoint(point);
    }
  }

  /**
   * Joiners shape Persian and Indic words and emoji; every other format character only hides or
   * turns text.
   */
  private static void appendJoiner(StringBuilder line, int point) {
    if (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER) {
      line.appendCodePoint(point);
    }
  }

  private static String cut(String text, int maxCodePoints) {
    if (text.codePointCount(0, text.length()) <= maxCodePoints) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, maxCodePoints - 1)).strip() + "…";
  }
}
