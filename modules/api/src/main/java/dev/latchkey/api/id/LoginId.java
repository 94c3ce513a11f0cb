package dev.latchkey.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a login, from sign-in until it ends; a UUIDv7, never used again for another. */
public record LoginId(@JsonValue UUID value) {

  /**
   * Reads the canonical text form.
   *
   * @throws IllegalArgumentException when the text is no UUID
   */
  @JsonCreator
  public static LoginId of(String text) {
    return new LoginId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
