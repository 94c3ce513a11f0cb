package dev.latchkey.router.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.router.json.MalformedJson.Reason;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrictJsonTest {

  @Test
  void everyKindOfValueIsRead() {
    Object value =
        StrictJson.parse(Buffer.buffer(" {\"a\":[1,-2147483649,2.5,true,false,null,\"é😀\"]}\n"));

    assertThat(value)
        .isEqualTo(
            new JsonObject()
                .put(
                    "a",
                    new JsonArray()
                        .add(1)
                        .add(-2147483649L)
                        .add(2.5)
                        .add(true)
                        .add(false)
                        .addNull()
                        .add("é😀")));
  }

  @Test
  void aWholeNumberKeepsEveryDigitUpTo64Bits() {
    assertThat(StrictJson.parse(Buffer.buffer("9223372036854775807"))).isEqualTo(Long.MAX_VALUE);
    assertThat(StrictJson.parse(Buffer.buffer("-9223372036854775808"))).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void aTopLevelNullIsAValueButNoObject() {
    assertThat(StrictJson.parse(Buffer.buffer("null"))).isNull();
    assertThat(refusal(() -> StrictJson.parseObject(Buffer.buffer("null"))).reason())
        .isEqualTo(Reason.NOT_AN_OBJECT);
  }

  @Test
  void whatIsJustWithinTheBoundsIsRead() {
    assertThat(StrictJson.parse(nested(StrictJson.MAX_DEPTH))).isInstanceOf(JsonArray.class);
    assertThat(StrictJson.parse(elements(StrictJson.MAX_MEMBERS))).isInstanceOf(JsonArray.class);
    assertThat(StrictJson.parseObject(members(StrictJson.MAX_MEMBERS))).hasSize(1_000);
    assertThat(StrictJson.parse(text(StrictJson.MAX_TEXT_CHARS))).asString().hasSize(65_536);
    assertThat(StrictJson.parse(Buffer.buffer("0." + "1".repeat(38)))).isInstanceOf(Double.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void whatIsNotStrictJsonIsRefused(String what, Reason reason, Buffer body) {
    assertThat(refusal(() -> StrictJson.parse(body)).reason()).as(what).isEqualTo(reason);
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        row("nothing", Reason.EMPTY, ""),
        row("only spaces", Reason.EMPTY, " \n\t"),
        row("an overlong slash", Reason.NOT_UTF8, "\"\u00C0\u00AF\""),
        row("an overlong NUL", Reason.NOT_UTF8, "\"\u00C0\u0080\""),
        row("a raw surrogate", Reason.NOT_UTF8, "\"\u00ED\u00A0\u0080\""),
        row(
            "a pair of raw surrogates",
            Reason.NOT_UTF8,
            "\"\u00ED\u00A0\u00BD\u00ED\u00B8\u0080\""),
        row("beyond Unicode", Reason.NOT_UTF8, "\"\u00F4\u0090\u0080\u0080\""),
        row("a character cut off", Reason.NOT_UTF8, "\"\u00C3"),
        row("a stray byte", Reason.NOT_UTF8, "\u00FF{}"),
        row("UTF-16", Reason.NOT_UTF8, "\u00FE\u00FF\0{\0}"),
        row("UTF-16 without mark", Reason.SYNTAX, "\0{\0}"),
        row("a byte order mark", Reason.BYTE_ORDER_MARK, "\u00EF\u00BB\u00BF{}"),
        row("a raw NUL", Reason.SYNTAX, "\"a\0b\""),
        row("an escaped NUL", Reason.NUL, "\"a\\u0000b\""),
        row("an escaped NUL in a key", Reason.NUL, "{\"\\u0000\":1}"),
        row("a raw control character", Reason.SYNTAX, "\"a\nb\""),
        row("a lone high surrogate", Reason.LONE_SURROGATE, "\"\\ud800\""),
        row("a lone low surrogate", Reason.LONE_SURROGATE, "[\"\\udc00x\"]"),
        row("surrogates the wrong way round", Reason.LONE_SURROGATE, "\"\\ude00\\ud83d\""),
        row("a lone surrogate in a key", Reason.SYNTAX, "{\"\\ud800\":1}"),
        row("a key twice", Reason.DUPLICATE_KEY, "{\"a\":1,\"b\":2,\"a\":1}"),
        row("a key twice, once escaped", Reason.DUPLICATE_KEY, "{\"a\":1,\"\\u0061\":2}"),
        row("a key twice, first null", Reason.DUPLICATE_KEY, "{\"a\":null,\"a\":1}"),
        row("a key twice, deep inside", Reason.DUPLICATE_KEY, "[{\"x\":{\"a\":1,\"a\":1}}]"),
        row("NaN", Reason.SYNTAX, "NaN"),
        row("Infinity", Reason.SYNTAX, "[-Infinity]"),
        row("an overflow", Reason.NUMBER_OUT_OF_RANGE, "1e999"),
        row("a negative overflow", Reason.NUMBER_OUT_OF_RANGE, "-1e400"),
        row("2^63", Reason.NUMBER_OUT_OF_RANGE, "9223372036854775808"),
        row("40 digits", Reason.NUMBER_OUT_OF_RANGE, "1".repeat(40)),
        row("41 digits", Reason.LIMIT_PASSED, "1".repeat(41)),
        row("41 decimal digits", Reason.LIMIT_PASSED, "0." + "1".repeat(40)),
        row("1,500 digits", Reason.LIMIT_PASSED, "1".repeat(1_500)),
        row("an endless exponent", Reason.LIMIT_PASSED, "1e" + "1".repeat(60)),
        row("a leading zero", Reason.SYNTAX, "01"),
        row("a plus sign", Reason.SYNTAX, "+1"),
        row("no digit before the point", Reason.SYNTAX, ".5"),
        row("no digit after the point", Reason.SYNTAX, "[1.]"),
        row("hexadecimal", Reason.SYNTAX, "[0x10]"),
        row("a comment", Reason.SYNTAX, "/* x */{}"),
        row("single quotes", Reason.SYNTAX, "{'a':1}"),
        row("a bare key", Reason.SYNTAX, "{a:1}"),
        row("a comma too many", Reason.SYNTAX, "[1,]"),
        row("a missing value", Reason.SYNTAX, "[1,,2]"),
        row("an unknown escape", Reason.SYNTAX, "\"\\x41\""),
        row("an open object", Reason.SYNTAX, "{\"a\":1"),
        row("an open text", Reason.SYNTAX, "\"abc"),
        row("a wrong bracket", Reason.SYNTAX, "[1}"),
        row("a second value", Reason.TRAILING_CONTENT, "{}{}"),
        row("something behind", Reason.TRAILING_CONTENT, "{} x"),
        row("a NUL behind", Reason.TRAILING_CONTENT, "{}\0"),
        Arguments.of("33 levels", Reason.LIMIT_PASSED, nested(33)),
        Arguments.of("100,000 levels", Reason.LIMIT_PASSED, Buffer.buffer("[".repeat(100_000))),
        Arguments.of("1,001 elements", Reason.LIMIT_PASSED, elements(1_001)),
        Arguments.of("1,001 members", Reason.LIMIT_PASSED, members(1_001)),
        Arguments.of("a long text", Reason.LIMIT_PASSED, text(65_537)),
        Arguments.of("a long key", Reason.LIMIT_PASSED, Buffer.buffer("{" + text(1_025) + ":1}")),
        Arguments.of("too much altogether", Reason.LIMIT_PASSED, rows(100, 600)));
  }

  @Test
  void onlyAnObjectIsTakenWhereOneIsAskedFor() {
    assertThat(StrictJson.parseObject(Buffer.buffer("{}"))).isEmpty();
    assertThat(refusal(() -> StrictJson.parseObject(Buffer.buffer("[]"))).reason())
        .isEqualTo(Reason.NOT_AN_OBJECT);
  }

  @Test
  void theOffsetCountsBytesUpToTheFault() {
    MalformedJson utf8 = refusal(() -> StrictJson.parse(bytes("{\"a\":\"\u00FF\"}")));
    assertThat(utf8.byteOffset()).isEqualTo(6);

    MalformedJson syntax = refusal(() -> StrictJson.parse(Buffer.buffer("{\"éé\": x}")));
    assertThat(syntax.byteOffset()).isBetween(9, 11);
  }

  @Test
  void aRefusalRepeatsNothingOfTheInput() {
    MalformedJson refusal =
        refusal(() -> StrictJson.parse(Buffer.buffer("{\"hunter2\": hunter2}")));

    assertThat(refusal.toString()).doesNotContain("hunter2");
    assertThat(refusal.getCause()).isNull();
    assertThat(refusal.getSuppressed()).isEmpty();
  }

  private static MalformedJson refusal(Runnable reading) {
    return catchThrowableOfType(MalformedJson.class, reading::run);
  }

  private static Arguments row(String what, Reason reason, String latin1) {
    return Arguments.of(what, reason, bytes(latin1));
  }

  private static Buffer bytes(String latin1) {
    return Buffer.buffer(latin1.getBytes(ISO_8859_1));
  }

  private static Buffer nested(int levels) {
    return Buffer.buffer("[".repeat(levels) + "]".repeat(levels));
  }

  private static Buffer elements(int count) {
    return Buffer.buffer("[" + "1,".repeat(count - 1) + "1]");
  }

  private static Buffer members(int count) {
    JsonObject object = new JsonObject();
    IntStream.range(0, count).forEach(i -> object.put("k" + i, i));
    return object.toBuffer();
  }

  private static Buffer rows(int rows, int columns) {
    String row = "[" + "1,".repeat(columns - 1) + "1]";
    return Buffer.buffer("[" + (row + ",").repeat(rows - 1) + row + "]");
  }

  private static Buffer text(int length) {
    return Buffer.buffer("\"" + "x".repeat(length) + "\"");
  }
}
