package dev.latchkey.api.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a product shows a person its toolbar. */
public enum ToolbarMode {
  DISABLED,
  TOOLBAR;

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
  public static ToolbarMode of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
