package dev.latchkey.router.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.latchkey.router.json.MalformedJson.Reason;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as RFC 8259 and the I-JSON profile (RFC 7493) want it, within bounds, and refuses
 * everything else: what two readers could understand differently must not get past the first.
 *
 * <p>Objects become {@link JsonObject}, arrays {@link JsonArray}, whole numbers {@link Integer} or
 * {@link Long}, other numbers {@link Double}; whole numbers beyond 64 bits are refused rather than
 * rounded. The bounds are chosen, not measured. Thread-safe; never blocks.
 */
public final class StrictJson {

  /** How deep objects and arrays may be nested. */
  public static final int MAX_DEPTH = 32;

  /** How many members an object, or elements an array, may have. */
  public static final int MAX_MEMBERS = 1_000;

  /** How long a text may be, in UTF-16 characters. */
  public static final int MAX_TEXT_CHARS = 64 * 1024;

  /** How long a key may be, in UTF-16 characters. */
  public static final int MAX_KEY_CHARS = 1_024;

  /** How long a number may be, in characters. */
  public static final int MAX_NUMBER_CHARS = 40;

  private static final long MAX_TOKENS = 50_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT_CHARS)
                  .maxNameLength(MAX_KEY_CHARS)
                  .maxNumberLength(MAX_NUMBER_CHARS)
                  .maxTokenCount(MAX_TOKENS)
                  .build())
          // A table of keys that strangers chose would only grow.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final String text;
  private final JsonParser parser;

  private StrictJson(String text, JsonParser parser) {
    this.text = text;
    this.parser = parser;
  }

  /**
   * Reads one JSON object.
   *
   * @throws MalformedJson when it is anything else
   */
  public static JsonObject parseObject(Buffer body) {
    if (parse(body) instanceof JsonObject object) {
      return object;
    }
    throw new MalformedJson(Reason.NOT_AN_OBJECT, 0);
  }

  /**
   * Reads one JSON value of any kind; null for {@code null}.
   *
   * @throws MalformedJson when it is none, or not within the bounds
   */
  public static @Nullable Object parse(Buffer body) {
    String text = decode(body.getBytes());
    try (JsonParser parser = FACTORY.createParser(text)) {
      return new StrictJson(text, parser).document();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String decode(byte[] body) {
    ByteBuffer in = ByteBuffer.wrap(body);
    CharBuffer out = CharBuffer.allocate(body.length);
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    if (decoder.decode(in, out, true).isError()) {
      throw new MalformedJson(Reason.NOT_UTF8, in.position());
    }
    return out.flip().toString();
  }

  private @Nullable Object document() throws IOException {
    if (text.isBlank()) {
      throw new MalformedJson(Reason.EMPTY, 0);
    }
    if (text.charAt(0) == '\uFEFF') {
      throw new MalformedJson(Reason.BYTE_ORDER_MARK, 0);
    }
    Object value = read(Reason.SYNTAX, () -> value(parser.nextToken()));
    if (read(Reason.TRAILING_CONTENT, parser::nextToken) != null) {
      throw refused(Reason.TRAILING_CONTENT);
    }
    return value;
  }

  private <T> @Nullable T read(Reason otherwise, Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (StreamConstraintsException limit) {
      throw refused(Reason.LIMIT_PASSED);
    } catch (JsonProcessingException syntax) {
      throw refused(otherwise);
    }
  }

  private @Nullable Object value(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> sound(parser.getText());
      case VALUE_NUMBER_INT -> wholeNumber();
      case VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw refused(Reason.SYNTAX);
    };
  }

  private JsonObject object() throws IOException {
    JsonObject object = new JsonObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = sound(parser.currentName());
      if (object.containsKey(key)) {
        throw refused(Reason.DUPLICATE_KEY);
      }
      bounded(object.size());
      object.put(key, value(parser.nextToken()));
    }
    return object;
  }

  private JsonArray array() throws IOException {
    JsonArray array = new JsonArray();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      bounded(array.size());
      array.add(value(next));
    }
    return array;
  }

  private void bounded(int members) {
    if (members == MAX_MEMBERS) {
      throw refused(Reason.LIMIT_PASSED);
    }
  }

  private Number wholeNumber() throws IOException {
    if (parser.getNumberType() == NumberType.BIG_INTEGER) {
      throw refused(Reason.NUMBER_OUT_OF_RANGE);
    }
    return parser.getNumberValue();
  }

  private double number() throws IOException {
    // The parser's own limit lets long fractions pass.
    if (parser.getTextLength() > MAX_NUMBER_CHARS) {
      throw refused(Reason.LIMIT_PASSED);
    }
    double number = parser.getDoubleValue();
    if (Double.isInfinite(number)) {
      throw refused(Reason.NUMBER_OUT_OF_RANGE);
    }
    return number;
  }

  private String sound(String value) {
    for (int at = 0; at < value.length(); at += Character.charCount(value.codePointAt(at))) {
      int codePoint = value.codePointAt(at);
      if (codePoint == 0) {
        throw refused(Reason.NUL);
      }
      if (Character.getType(codePoint) == Character.SURROGATE) {
        throw refused(Reason.LONE_SURROGATE);
      }
    }
    return value;
  }

  private MalformedJson refused(Reason reason) {
    int charOffset = (int) parser.currentLocation().getCharOffset();
    String before = text.substring(0, Math.min(Math.max(charOffset, 0), text.length()));
    return new MalformedJson(reason, before.getBytes(StandardCharsets.UTF_8).length);
  }

  @FunctionalInterface
  private interface Reading<T> {
    @Nullable T read() throws IOException;
  }
}
