package dev.latchkey.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a device that may skip the second factor; a UUIDv7, never used again for another. */
public record TrustedDeviceId(@JsonValue UUID value) {

  /**
   * Reads the canonical text form.
   *
   * @throws IllegalArgumentException when the text is no UUID
   */
  @JsonCreator
  public static TrustedDeviceId of(String text) {
    return new TrustedDeviceId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
