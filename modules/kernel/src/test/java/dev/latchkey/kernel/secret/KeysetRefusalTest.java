package dev.latchkey.kernel.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each document here is one step away from a good one. */
class KeysetRefusalTest {
  /** The tags and lengths that Tink's protobuf messages have before the bytes of the key. */
  private static final byte[] HMAC_SHA256_PARAMETERS = {0x12, 2, 8, 3, 0x1a};

  private static final byte[] AES_GCM_KEY = {0x1a};

  private final JsonObject good = new JsonObject(Keyset.generate().toJson());

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void aMissingKeysetIsRefused(String json) {
    assertThat(refusal(json)).contains("is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "changeme", "[]", "{} {}", "\"x\""})
  void whatIsNoJsonObjectIsRefused(String json) {
    assertThat(refusal(json)).contains("no JSON document").doesNotContain("changeme");
  }

  @Test
  void aTruncatedDocumentIsRefusedWithoutBeingQuoted() {
    String json = good.encode();
    for (int length = 1; length < json.length(); length += 7) {
      assertThat(refusal(json.substring(0, length))).isEqualTo("The keyset is no JSON document.");
    }
  }

  @Test
  void aMissingUnknownOrForeignFieldIsRefused() {
    assertThat(refusal(copy().put("other", 1))).contains("exactly");
    assertThat(refusal(copy().put("version", 2))).contains("exactly");
    assertThat(refusal(without("derivation"))).contains("exactly");
    assertThat(refusal(copy().putNull("derivation"))).contains("'derivation'");
    assertThat(refusal(copy().put("encryption", new JsonObject()))).contains("'encryption'");
    assertThat(refusal(copy().put("encryption", "secret"))).contains("'encryption'");
  }

  @Test
  void aPartInTheOthersPlaceIsRefused() {
    assertThat(refusal(copy().put("encryption", good.getJsonObject("derivation"))))
        .contains("wrong kind");
    assertThat(refusal(copy().put("derivation", good.getJsonObject("encryption"))))
        .contains("wrong kind");
  }

  @Test
  void aKeysetWithoutItsPrimaryKeyIsRefused() {
    JsonObject document = copy();
    document.getJsonObject("encryption").put("primaryKeyId", 1);
    assertThat(refusal(document)).contains("no usable primary key");
  }

  @Test
  void aDisabledPrimaryKeyIsRefused() {
    JsonObject document = copy();
    key(document, "derivation").put("status", "DISABLED");
    assertThat(refusal(document)).contains("no usable primary key");
  }

  @Test
  void anAbsurdlyLongDocumentIsRefused() {
    assertThat(refusal(" ".repeat(65_536) + "{}")).contains("longer than");
  }

  @Test
  void aShortKeyIsRefused() {
    assertThat(refusal(withEncryptionKey(RandomBytes.next(16))))
        .contains("has 16 bytes, at least 32 are needed");
    assertThat(refusal(withDerivationKey(RandomBytes.next(16))))
        .contains("has 16 bytes, at least 32 are needed");
  }

  @Test
  void theExampleOfTheDocumentationIsRefused() {
    byte[] example = "latchkey example key: never used".getBytes(US_ASCII);
    assertThat(example).hasSize(32);
    assertThat(refusal(withEncryptionKey(example))).contains("is the example");
    assertThat(refusal(withDerivationKey(example))).contains("is the example");
  }

  @Test
  void keysMadeByHandAreRefused() {
    byte[] counted = new byte[32];
    for (int i = 0; i < counted.length; i++) {
      counted[i] = (byte) (i * 7);
    }
    byte[] repeated = RandomBytes.next(32);
    System.arraycopy(repeated, 0, repeated, 8, 8);
    System.arraycopy(repeated, 0, repeated, 16, 16);
    byte[] text = "correct horse battery staple 123".getBytes(US_ASCII);

    assertThat(refusal(withEncryptionKey(new byte[32]))).contains("pattern");
    assertThat(refusal(withEncryptionKey(counted))).contains("pattern");
    assertThat(refusal(withDerivationKey(repeated))).contains("pattern");
    assertThat(refusal(withDerivationKey(text))).contains("readable text");
  }

  @Test
  void goodKeysInTheSameFormAreTaken() {
    assertThat(Keyset.parse(withEncryptionKey(RandomBytes.next(32)).encode())).isNotNull();
    assertThat(Keyset.parse(withDerivationKey(RandomBytes.next(32)).encode())).isNotNull();
  }

  private JsonObject withEncryptionKey(byte[] key) {
    return withKey("encryption", AES_GCM_KEY, key);
  }

  private JsonObject withDerivationKey(byte[] key) {
    return withKey("derivation", HMAC_SHA256_PARAMETERS, key);
  }

  private JsonObject withKey(String part, byte[] head, byte[] key) {
    byte[] message = Arrays.copyOf(head, head.length + 1 + key.length);
    message[head.length] = (byte) key.length;
    System.arraycopy(key, 0, message, head.length + 1, key.length);
    JsonObject document = copy();
    key(document, part)
        .getJsonObject("keyData")
        .put("value", Base64.getEncoder().encodeToString(message));
    return document;
  }

  private static JsonObject key(JsonObject document, String part) {
    JsonArray keys = document.getJsonObject(part).getJsonArray("key");
    return keys.getJsonObject(0);
  }

  private JsonObject without(String field) {
    JsonObject document = copy();
    document.remove(field);
    return document;
  }

  private JsonObject copy() {
    return good.copy();
  }

  private static String refusal(JsonObject document) {
    return refusal(document.encode());
  }

  private static String refusal(String json) {
    var refused = catchThrowableOfType(InvalidKeyset.class, () -> Keyset.parse(json));
    assertThat(refused).as("a refusal").isNotNull().hasNoCause();
    return refused.getMessage();
  }
}
