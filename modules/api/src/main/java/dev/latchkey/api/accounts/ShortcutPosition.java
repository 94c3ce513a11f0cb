package dev.latchkey.api.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a product shows a person's shortcuts, seen from its menu. */
public enum ShortcutPosition {
  ABOVE,
  BELOW,
  HIDDEN;

  /** The name on the wire, in small letters. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The constant of that name on the wire.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator
  public static ShortcutPosition of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
