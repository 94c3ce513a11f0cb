package dev.latchkey.kernel.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A bearer secret of 256 random bits (ASVS 5.0 7.2.3 asks for 128). Its text is the kind's prefix
 * and 48 characters of base64url: the secret and a CRC-32 over prefix and secret. The check sum is
 * no protection; it refuses a mistyped, cut or re-labelled token without a look into the database,
 * and 36 bytes fill 48 characters without a spare bit, so that a token has one spelling only.
 *
 * <p>Only {@link #digest} is stored. Immutable and thread-safe; {@code toString} shows the kind
 * only.
 */
public final class OpaqueToken {
  static final int SECRET_BYTES = 32;

  private static final int BODY_BYTES = SECRET_BYTES + Integer.BYTES;
  private static final int BODY_CHARS = BODY_BYTES / 3 * 4;

  private final TokenKind kind;
  private final byte[] secret;

  private OpaqueToken(TokenKind kind, byte[] secret) {
    this.kind = kind;
    this.secret = secret;
  }

  /** A new random token. */
  public static OpaqueToken generate(TokenKind kind) {
    return of(kind, RandomBytes.next(SECRET_BYTES));
  }

  static OpaqueToken of(TokenKind kind, byte[] secret) {
    return new OpaqueToken(kind, secret);
  }

  /**
   * Reads the text of a token of that kind; empty when it is missing, of another kind, or not
   * exactly what {@link #text} would answer.
   */
  public static Optional<OpaqueToken> parse(TokenKind kind, @Nullable String text) {
    int bodyAt = kind.prefix().length();
    if (text == null || text.length() != bodyAt + BODY_CHARS || !text.startsWith(kind.prefix())) {
      return Optional.empty();
    }
    return Base64Url.decode(text.substring(bodyAt))
        .map(body -> of(kind, Arrays.copyOf(body, SECRET_BYTES)))
        .filter(token -> token.text().equals(text));
  }

  /** Which kind it is. */
  public TokenKind kind() {
    return kind;
  }

  /** The text to hand to its holder, and to nobody else. */
  public String text() {
    CRC32 check = new CRC32();
    check.update(labelled());
    byte[] body =
        ByteBuffer.allocate(BODY_BYTES).put(secret).putInt((int) check.getValue()).array();
    return kind.prefix() + Base64Url.encode(body);
  }

  /**
   * What to store: SHA-256 over prefix and secret, 32 bytes. No salt and no slow hash: 256 random
   * bits cannot be guessed.
   */
  public byte[] digest() {
    return sha256(labelled());
  }

  /** Whether that is the stored digest of this token; constant time. */
  public boolean matches(byte[] storedDigest) {
    return MessageDigest.isEqual(digest(), storedDigest);
  }

  /** Prefix and secret; the prefix ends at the first underscore, so no two tokens share this. */
  byte[] labelled() {
    byte[] prefix = kind.prefix().getBytes(US_ASCII);
    return ByteBuffer.allocate(prefix.length + secret.length).put(prefix).put(secret).array();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OpaqueToken token
        && kind.equals(token.kind)
        && MessageDigest.isEqual(secret, token.secret);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(secret);
  }

  @Override
  public String toString() {
    return kind.prefix() + "…";
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform offers SHA-256.", impossible);
    }
  }
}
