package dev.latchkey.router.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.router.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * The names and values of a form (WHATWG URL, section 5.1), in their order. What that leaves to a
 * reader's mercy is refused: an escape of no two hexadecimal digits, bytes that are no UTF-8, NUL,
 * and more than {@link StrictJson} would take.
 */
final class FormPairs {

  /**
   * One of them, decoded.
   *
   * @param valued whether there was an equals sign; without one the value is empty
   */
  record Pair(String name, String value, boolean valued) {}

  /** Says in a code and a sentence why a form can't be taken. */
  static final class Malformed extends RuntimeException {
    private final String code;

    Malformed(String code, String sentence) {
      super(sentence, null, false, false);
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  private FormPairs() {}

  /**
   * @throws Malformed when it can't be read in one way only
   */
  static List<Pair> of(byte[] form) {
    List<Pair> pairs = new ArrayList<>();
    for (String each : new String(form, ISO_8859_1).split("&")) {
      if (!each.isEmpty()) {
        bounded(pairs.size() < StrictJson.MAX_MEMBERS);
        pairs.add(pair(each));
      }
    }
    return pairs;
  }

  private static Pair pair(String text) {
    int equals = text.indexOf('=');
    String name = decoded(equals < 0 ? text : text.substring(0, equals));
    String value = decoded(equals < 0 ? "" : text.substring(equals + 1));
    bounded(name.length() <= StrictJson.MAX_KEY_CHARS);
    bounded(value.length() <= StrictJson.MAX_TEXT_CHARS);
    return new Pair(name, value, equals >= 0);
  }

  /** Each character of the text is a byte. */
  private static String decoded(String text) {
    var bytes = new ByteArrayOutputStream(text.length());
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character == '%') {
        bytes.write(escaped(text, at));
        at += 2;
      } else {
        bytes.write(character == '+' ? ' ' : character);
      }
    }
    return utf8(bytes.toByteArray());
  }

  private static int escaped(String text, int at) {
    boolean whole = at + 2 < text.length();
    int high = whole ? Character.digit(text.charAt(at + 1), 16) : -1;
    int low = whole ? Character.digit(text.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw new Malformed("escape", "A percent sign must begin an escape of two digits.");
    }
    return high * 16 + low;
  }

  private static String utf8(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') < 0) {
        return text;
      }
    } catch (CharacterCodingException notUtf8) {
      // Told below, like NUL.
    }
    throw new Malformed("text", "It must be UTF-8 without NUL.");
  }

  private static void bounded(boolean within) {
    if (!within) {
      throw new Malformed("limit_passed", "It is larger than can be taken.");
    }
  }
}
