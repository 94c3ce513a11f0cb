package dev.latchkey.kernel.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.api.bus.Failure;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opaque page markers for lists that are sorted by something else than the id. The place is
 * encrypted, as it may be a name and markers travel in URLs, and authenticated together with whose
 * list it is, its filter and its order. Thread-safe.
 */
public final class PlaceMarkers {

  /**
   * Where a list goes on: after this row.
   *
   * @param key what the list is sorted by, as text of at most 256 bytes in UTF-8
   * @param id tells rows of one key apart
   */
  public record Place(String key, UUID id) {}

  private static final String CONTEXT = "marker:";
  private static final int ID_BYTES = 2 * Long.BYTES;

  /** What a marker has at most, in characters: id, key and cipher in base64url. */
  private static final int MOST_CHARS = 420;

  private final Keyset keyset;

  public PlaceMarkers(Keyset keyset) {
    this.keyset = keyset;
  }

  /**
   * The marker of a place in a list.
   *
   * @param scope names the list, its owner, filter and order
   */
  public String issue(String scope, Place place) {
    byte[] key = place.key().getBytes(UTF_8);
    ByteBuffer plain =
        ByteBuffer.allocate(ID_BYTES + key.length)
            .putLong(place.id().getMostSignificantBits())
            .putLong(place.id().getLeastSignificantBits())
            .put(key);
    return Base64Url.encode(keyset.encrypt(plain.array(), CONTEXT + scope));
  }

  /**
   * The place that a marker names; null for the beginning.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#INVALID_MARKER} for a marker of another
   *     list, forged, truncated or extended
   */
  public @Nullable Place read(String scope, @Nullable String marker) {
    if (marker == null) {
      return null;
    }
    ByteBuffer plain = ByteBuffer.wrap(opened(scope, marker));
    UUID id = new UUID(plain.getLong(), plain.getLong());
    return new Place(UTF_8.decode(plain).toString(), id);
  }

  private byte[] opened(String scope, String marker) {
    if (marker.length() > MOST_CHARS) {
      throw Failure.INVALID_MARKER.refusal();
    }
    byte[] cipher =
        Base64Url.decode(marker)
            .filter(bytes -> Base64Url.encode(bytes).equals(marker))
            .orElseThrow(Failure.INVALID_MARKER::refusal);
    try {
      return keyset.decrypt(cipher, CONTEXT + scope);
    } catch (CannotDecrypt refused) {
      throw Failure.INVALID_MARKER.refusal();
    }
  }
}
