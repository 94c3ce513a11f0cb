package dev.latchkey.api.notifications;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whose push service a token is of. */
public enum PushPlatform {
  IOS,
  ANDROID,
  WEB;

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
  public static PushPlatform of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
