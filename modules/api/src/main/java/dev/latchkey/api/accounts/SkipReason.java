package dev.latchkey.api.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why somebody does not set things up themselves, or not now. */
public enum SkipReason {
  LATER,
  OTHER,
  /** A colleague was asked to; never said, only made true by an invitation. */
  DELEGATED;

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
  public static SkipReason of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
