package dev.latchkey.kernel.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfSet;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The installation's keys: AES-256-GCM for encryption at rest, and HMAC-SHA256 to derive link
 * tokens, markers and successors. Both rotate: a new primary is added and the old keys still open
 * what they closed. Immutable and thread-safe; {@code toString} shows no key.
 *
 * <p>The document is one JSON object {@code {"version": 1, "encryption": {…}, "derivation": {…}}}
 * whose two parts are Tink keysets in Tink's JSON form. It holds the keys in the clear: keep it
 * like a private key.
 */
public final class Keyset {
  static final String ENCRYPTION = "encryption";
  static final String DERIVATION = "derivation";

  /** Bytes of a value of {@link #mac}: 256 bits. */
  public static final int MAC_BYTES = 32;

  /** Longest document that is read, in characters; 32 keys of each part fit twice. */
  static final int MAX_DOCUMENT_CHARS = 65_536;

  private static final Set<String> FIELDS = Set.of("version", ENCRYPTION, DERIVATION);

  private final KeysetHandle encryptionKeys;
  private final KeysetHandle derivationKeys;
  private final Aead aead;
  private final int primaryId;
  private final Map<Integer, Prf> prfs;

  private Keyset(KeysetHandle encryptionKeys, KeysetHandle derivationKeys)
      throws GeneralSecurityException {
    this.encryptionKeys = encryptionKeys;
    this.derivationKeys = derivationKeys;
    this.aead = TinkKeys.primitive(encryptionKeys, Aead.class);
    PrfSet set = TinkKeys.primitive(derivationKeys, PrfSet.class);
    this.primaryId = set.getPrimaryId();
    this.prfs = set.getPrfs();
  }

  /** A keyset of two new random keys. */
  public static Keyset generate() {
    return withNewPrimaries(KeysetHandle.newBuilder(), KeysetHandle.newBuilder());
  }

  /**
   * Reads a document that {@link #toJson} or Tink's own tool made.
   *
   * @param json the document, at most 65 536 characters
   * @throws InvalidKeyset when it is missing, malformed, has unknown fields, more than 32 keys in a
   *     part, or a key that is of another kind, below 256 bits, readable text, a pattern, or the
   *     published example; the message says which
   */
  public static Keyset parse(@Nullable String json) {
    if (json == null || json.isBlank()) {
      throw new InvalidKeyset("The keyset is missing: generate one and keep it secret.");
    }
    JsonObject document = document(json);
    try {
      return new Keyset(part(document, ENCRYPTION), part(document, DERIVATION));
    } catch (GeneralSecurityException refused) {
      throw new InvalidKeyset("The keyset has no usable primary key.");
    }
  }

  /**
   * Reads the file, or makes it with new keys when it does not exist: mode 0600, written and synced
   * before it appears under its name, and never over another file, so that of several processes
   * that start at once all use the keys of one. Blocks; not for an event loop.
   *
   * @throws InvalidKeyset when the file can be read by others than its owner, is no valid document,
   *     or cannot be read or made; the message says what to do
   */
  public static Keyset loadOrCreate(Path file) {
    return new KeysetFile(file).loadOrCreate();
  }

  /** The whole document, with the keys in the clear. */
  public String toJson() {
    try {
      return new JsonObject()
          .put("version", 1)
          .put(ENCRYPTION, new JsonObject(TinkKeys.serialize(encryptionKeys)))
          .put(DERIVATION, new JsonObject(TinkKeys.serialize(derivationKeys)))
          .encodePrettily();
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("The keyset cannot be written.", failure);
    }
  }

  /**
   * This keyset with a new primary key in both parts; the old keys stay for what they made.
   *
   * @throws InvalidKeyset when a part already holds 32 keys
   */
  public Keyset rotated() {
    Keyset next =
        withNewPrimaries(
            KeysetHandle.newBuilder(encryptionKeys), KeysetHandle.newBuilder(derivationKeys));
    KeyRules.check(ENCRYPTION, next.encryptionKeys);
    KeyRules.check(DERIVATION, next.derivationKeys);
    return next;
  }

  /**
   * Encrypts under the primary key; 33 bytes longer than the plain text.
   *
   * @param context names the row and column that the value belongs to; the same is needed to
   *     decrypt, so that a value copied into another row is refused
   */
  public byte[] encrypt(byte[] plain, String context) {
    try {
      return aead.encrypt(plain, context.getBytes(UTF_8));
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("The value cannot be encrypted.", failure);
    }
  }

  /**
   * Decrypts what {@link #encrypt} made under any key of this keyset.
   *
   * @throws CannotDecrypt when it was changed, made for another context or under an unknown key
   */
  public byte[] decrypt(byte[] cipher, String context) {
    try {
      return aead.decrypt(cipher, context.getBytes(UTF_8));
    } catch (GeneralSecurityException refused) {
      throw new CannotDecrypt();
    }
  }

  /** 32 bytes that follow from purpose, data and the primary key: HMAC-SHA256, RFC 2104. */
  public byte[] mac(Purpose purpose, byte[] data) {
    return compute(prfs.get(primaryId), purpose.frame(data));
  }

  /** Whether any key of this keyset made that value; takes the same time for every wrong value. */
  public boolean verify(Purpose purpose, byte[] data, byte[] mac) {
    boolean found = false;
    for (byte[] expected : macs(purpose, data)) {
      found |= MessageDigest.isEqual(expected, mac);
    }
    return found;
  }

  /**
   * What {@link #mac} answers, or has answered before the primary key was replaced: the value under
   * each key, to look for one that is stored.
   */
  public List<byte[]> macs(Purpose purpose, byte[] data) {
    byte[] framed = purpose.frame(data);
    List<byte[]> macs = new ArrayList<>(prfs.size());
    prfs.values().forEach(prf -> macs.add(compute(prf, framed)));
    return macs;
  }

  @Override
  public String toString() {
    return "Keyset[%d encryption keys, %d derivation keys]"
        .formatted(encryptionKeys.size(), derivationKeys.size());
  }

  private static byte[] compute(Prf prf, byte[] framed) {
    try {
      return prf.compute(framed, MAC_BYTES);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("The value cannot be derived.", failure);
    }
  }

  private static Keyset withNewPrimaries(
      KeysetHandle.Builder encryption, KeysetHandle.Builder derivation) {
    try {
      return new Keyset(
          TinkKeys.withNewPrimary(encryption, TinkKeys.encryption()),
          TinkKeys.withNewPrimary(derivation, TinkKeys.derivation()));
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("New keys cannot be made.", failure);
    }
  }

  // Causes are dropped here and in part: a parser's message may quote the document.
  private static JsonObject document(String json) {
    if (json.length() > MAX_DOCUMENT_CHARS) {
      throw new InvalidKeyset("The keyset is longer than " + MAX_DOCUMENT_CHARS + " characters.");
    }
    try {
      JsonObject document = new JsonObject(json);
      if (document.fieldNames().equals(FIELDS)
          && Integer.valueOf(1).equals(document.getValue("version"))) {
        return document;
      }
    } catch (DecodeException malformed) {
      throw new InvalidKeyset("The keyset is no JSON document.");
    }
    throw new InvalidKeyset(
        "The keyset must hold exactly 'version' (1), 'encryption' and 'derivation'.");
  }

  private static KeysetHandle part(JsonObject document, String name) {
    KeysetHandle keys;
    try {
      keys = TinkKeys.parse(document.getJsonObject(name).encode());
    } catch (GeneralSecurityException | RuntimeException malformed) {
      throw new InvalidKeyset(
          "The keyset's part '%s' is no Tink keyset with valid keys of the expected kind."
              .formatted(name));
    }
    KeyRules.check(name, keys);
    return keys;
  }
}
