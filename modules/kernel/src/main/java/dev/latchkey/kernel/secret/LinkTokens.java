package dev.latchkey.kernel.secret;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that mails carry. None is stored: it is the id of its row and a MAC of that id under the
 * token's purpose, 64 characters of base64url. Whether it may be used (once, in time) is the row's
 * business. Tokens outlive a rotation of the keyset. Immutable and thread-safe.
 */
public final class LinkTokens {
  private static final int ID_BYTES = 2 * Long.BYTES;
  private static final int TOKEN_BYTES = ID_BYTES + Keyset.MAC_BYTES;
  private static final int TOKEN_CHARS = TOKEN_BYTES / 3 * 4;

  private final Keyset keyset;

  /** Derives under that keyset. */
  public LinkTokens(Keyset keyset) {
    this.keyset = keyset;
  }

  /** The token of that row for that purpose; the same at every call under one primary key. */
  public String issue(Purpose purpose, UUID row) {
    byte[] id = bytes(row);
    return Base64Url.encode(
        ByteBuffer.allocate(TOKEN_BYTES).put(id).put(keyset.mac(purpose, id)).array());
  }

  /**
   * The row that the token names; empty when it is missing, changed in any character, made for
   * another purpose or by another installation. Compares in constant time.
   */
  public Optional<UUID> verify(Purpose purpose, @Nullable String token) {
    if (token == null || token.length() != TOKEN_CHARS) {
      return Optional.empty();
    }
    return Base64Url.decode(token)
        .filter(bytes -> bytes.length == TOKEN_BYTES)
        .flatMap(bytes -> verify(purpose, bytes));
  }

  private Optional<UUID> verify(Purpose purpose, byte[] token) {
    byte[] id = Arrays.copyOf(token, ID_BYTES);
    byte[] mac = Arrays.copyOfRange(token, ID_BYTES, TOKEN_BYTES);
    return keyset.verify(purpose, id, mac) ? Optional.of(uuid(id)) : Optional.empty();
  }

  private static byte[] bytes(UUID row) {
    return ByteBuffer.allocate(ID_BYTES)
        .putLong(row.getMostSignificantBits())
        .putLong(row.getLeastSignificantBits())
        .array();
  }

  private static UUID uuid(byte[] id) {
    ByteBuffer buffer = ByteBuffer.wrap(id);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
