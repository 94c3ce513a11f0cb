package dev.latchkey.api.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** For whom an API token acts. */
public enum TokenOwner {
  /** For the person who made it. */
  PERSON,
  /** For the organisation itself, within what the person who made it may do at that moment. */
  ORGANIZATION;

  /** The name on the wire and in the database. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
