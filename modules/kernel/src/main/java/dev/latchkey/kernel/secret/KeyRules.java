package dev.latchkey.kernel.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.prf.HmacPrfKey;
import com.google.crypto.tink.prf.HmacPrfParameters.HashType;
import com.google.crypto.tink.util.SecretBytes;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which keys are refused: of another kind, shorter than 256 bits, published, or made by hand. A
 * random key of 32 bytes meets one of the last rules with a probability below 10⁻¹³.
 */
final class KeyRules {
  /** More keys than this mean that nobody removes old ones; chosen, not measured. */
  static final int MAX_KEYS = 32;

  private static final int MIN_KEY_BYTES = 32;
  private static final int MIN_DISTINCT_BYTES = 16;

  /** The key that examples show. */
  private static final byte[] EXAMPLE = "latchkey example key: never used".getBytes(US_ASCII);

  private KeyRules() {}

  static void check(String part, KeysetHandle keys) {
    require(
        keys.size() <= MAX_KEYS,
        "The keyset's part '%s' holds more than %d keys: remove old ones."
            .formatted(part, MAX_KEYS));
    for (int i = 0; i < keys.size(); i++) {
      KeysetHandle.Entry entry = keys.getAt(i);
      String name =
          "Key %s of the keyset's part '%s'"
              .formatted(Integer.toUnsignedString(entry.getId()), part);
      checkStrength(name, bytes(part, name, entry.getKey()));
    }
  }

  @AccessesPartialKey // Tink's marker: the bytes leave their parameters, here only to be looked at
  private static byte[] bytes(String part, String name, Key key) {
    if (part.equals(Keyset.ENCRYPTION) && key instanceof AesGcmKey aes) {
      return copy(aes.getKeyBytes());
    }
    if (part.equals(Keyset.DERIVATION)
        && key instanceof HmacPrfKey hmac
        && hmac.getParameters().getHashType() == HashType.SHA256) {
      return copy(hmac.getKeyBytes());
    }
    throw new InvalidKeyset(
        name + " is of the wrong kind: encryption takes AES-GCM, derivation HMAC-SHA256 as a PRF.");
  }

  private static byte[] copy(SecretBytes secret) {
    return secret.toByteArray(InsecureSecretKeyAccess.get());
  }

  private static void checkStrength(String name, byte[] key) {
    require(
        key.length >= MIN_KEY_BYTES,
        "%s has %d bytes, at least %d are needed.".formatted(name, key.length, MIN_KEY_BYTES));
    require(
        !Arrays.equals(key, EXAMPLE),
        name + " is the example of the documentation: make your own.");
    require(!isText(key), name + " is readable text, not random bytes: make a new one.");
    require(!isPattern(key), name + " follows a pattern, it is not random: make a new one.");
    Arrays.fill(key, (byte) 0);
  }

  private static boolean isText(byte[] key) {
    return octets(key).allMatch(octet -> octet >= ' ' && octet <= '~');
  }

  private static boolean isPattern(byte[] key) {
    boolean repeats = octets(key).distinct().count() < MIN_DISTINCT_BYTES;
    long steps =
        IntStream.range(1, key.length).map(i -> (key[i] - key[i - 1]) & 0xff).distinct().count();
    return repeats || steps == 1;
  }

  private static IntStream octets(byte[] key) {
    return IntStream.range(0, key.length).map(i -> key[i] & 0xff);
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw new InvalidKeyset(otherwise);
    }
  }
}
