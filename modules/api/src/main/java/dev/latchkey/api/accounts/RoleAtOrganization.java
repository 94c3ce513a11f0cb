package dev.latchkey.api.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a person says that they work as. It allows nothing. */
public enum RoleAtOrganization {
  ENGINEERING,
  DATA,
  PRODUCT,
  FOUNDER,
  LEADERSHIP,
  MARKETING,
  SALES,
  OTHER;

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
  public static RoleAtOrganization of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
