package dev.latchkey.router.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Damages good documents at random, always the same way. */
class StrictJsonFuzzTest {
  private static final int CASES = 50_000;
  private static final long SEED = 20_261_121;
  private static final String[] SEEDS = {
    "{\"email\":\"ada@example.org\",\"n\":[1,-2,3.5e2,0.1],\"t\":true,\"f\":false,\"z\":null}",
    "{\"a\":{\"a\":{\"a\":[[],{},[{}]]}},\"\\u00e9\":\"\\ud83d\\ude00\\\\\\\"\\/\\b\\f\\n\\r\\t\"}",
    "[\"grüße\",\"日本\",\"😀\",9223372036854775807,-9223372036854775808,1e-300]",
    "  \"text\"  ",
  };
  private static final String[] SPLICES = {
    "\0",
    "\\u0000",
    "\\ud800",
    "\uFEFF",
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "1e999",
    "NaN",
    "9".repeat(50),
    "\"a\":1,",
    "//",
    "[".repeat(40),
    "-",
    "\\",
    "null",
    "é",
    "😀",
  };

  @Test
  void damagedJsonIsReadExactlyOrRefused() {
    Random random = new Random(SEED);
    int read = 0;
    for (int i = 0; i < CASES; i++) {
      Buffer damaged = Buffer.buffer(damaged(random));
      if (readsExactly(damaged)) {
        read++;
      }
    }
    assertThat(read).isBetween(CASES / 50, CASES - CASES / 10);
  }

  private static boolean readsExactly(Buffer body) {
    Object value;
    try {
      value = StrictJson.parse(body);
    } catch (MalformedJson refused) {
      assertThat(refused.byteOffset()).isBetween(0, body.length());
      return false;
    }
    Object known = Json.decodeValue(body);
    assertThat(value).as(body.toString()).isEqualTo(known);
    assertThat(StrictJson.parse(encoded(value))).isEqualTo(value);
    return true;
  }

  private static Buffer encoded(@Nullable Object value) {
    return Json.encodeToBuffer(value);
  }

  private static byte[] damaged(Random random) {
    byte[] body = SEEDS[random.nextInt(SEEDS.length)].getBytes(UTF_8);
    int damages = 1 + random.nextInt(3);
    for (int i = 0; i < damages; i++) {
      body = damage(body, random);
    }
    return body;
  }

  private static byte[] damage(byte[] body, Random random) {
    int at = random.nextInt(body.length + 1);
    int rest = random.nextInt(body.length - at + 1);
    return switch (random.nextInt(4)) {
      case 0 ->
          joined(body, at, new byte[] {(byte) random.nextInt(256)}, Math.min(at + 1, body.length));
      case 1 -> joined(body, at, new byte[0], at + Math.min(rest, 4));
      case 2 -> joined(body, at, SPLICES[random.nextInt(SPLICES.length)].getBytes(UTF_8), at);
      default -> joined(body, at, java.util.Arrays.copyOfRange(body, at, at + rest), at);
    };
  }

  private static byte[] joined(byte[] body, int end, byte[] between, int start) {
    return Buffer.buffer()
        .appendBytes(body, 0, end)
        .appendBytes(between)
        .appendBytes(body, start, body.length - start)
        .getBytes();
  }
}
