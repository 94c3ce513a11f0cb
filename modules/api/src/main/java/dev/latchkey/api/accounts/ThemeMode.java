package dev.latchkey.api.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a product shows itself to a person. */
public enum ThemeMode {
  LIGHT,
  DARK,
  /** As the device does. */
  SYSTEM;

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
  public static ThemeMode of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
