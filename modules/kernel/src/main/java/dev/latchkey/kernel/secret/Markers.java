package dev.latchkey.kernel.secret;

import dev.latchkey.api.bus.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opaque page markers: where a list goes on, authenticated together with whose list it is, its
 * filter and its order, so that a marker is worthless anywhere else. Thread-safe.
 */
public final class Markers {

  private static final Purpose PURPOSE = new Purpose("marker");
  private static final int KEY_BYTES = 16;
  private static final int MARKER_BYTES = KEY_BYTES + Keyset.MAC_BYTES;
  private static final int MARKER_CHARS = MARKER_BYTES / 3 * 4;

  private final Keyset keyset;

  public Markers(Keyset keyset) {
    this.keyset = keyset;
  }

  /**
   * The marker of a place in a list.
   *
   * @param scope names the list, its owner, filter and order
   * @param last the id of the last row that was answered
   */
  public String issue(String scope, UUID last) {
    byte[] key = bytes(last);
    byte[] mac = keyset.mac(PURPOSE, framed(scope, key));
    return Base64Url.encode(ByteBuffer.allocate(MARKER_BYTES).put(key).put(mac).array());
  }

  /**
   * The place that a marker names; null for the beginning.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#INVALID_MARKER} for a marker of another
   *     list, forged, truncated or extended
   */
  public @Nullable UUID read(String scope, @Nullable String marker) {
    if (marker == null) {
      return null;
    }
    byte[] bytes = decoded(marker);
    byte[] key = Arrays.copyOf(bytes, KEY_BYTES);
    byte[] mac = Arrays.copyOfRange(bytes, KEY_BYTES, bytes.length);
    if (!keyset.verify(PURPOSE, framed(scope, key), mac)) {
      throw Failure.INVALID_MARKER.refusal();
    }
    ByteBuffer id = ByteBuffer.wrap(key);
    return new UUID(id.getLong(), id.getLong());
  }

  private static byte[] decoded(String marker) {
    if (marker.length() != MARKER_CHARS) {
      throw Failure.INVALID_MARKER.refusal();
    }
    return Base64Url.decode(marker).orElseThrow(Failure.INVALID_MARKER::refusal);
  }

  private static byte[] framed(String scope, byte[] key) {
    byte[] name = scope.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(key.length + name.length).put(key).put(name).array();
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(KEY_BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
