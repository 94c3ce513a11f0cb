package dev.latchkey.api.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.stream.Stream;

/** What people say of themselves and may change at any time. */
public enum ProfileField {
  GIVEN_NAME("givenName", 100),
  FAMILY_NAME("familyName", 100),
  DISPLAY_NAME("displayName", 200),
  TITLE("title", 200),
  LOCALE("locale", 35),
  TIME_ZONE("timeZone", 64);

  private final String wireName;
  private final int maxLength;

  ProfileField(String wireName, int maxLength) {
    this.wireName = wireName;
    this.maxLength = maxLength;
  }

  /** The name on the wire. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** The most code points that the field holds (chosen, not measured; 35: RFC 5646 §4.4.1). */
  public int maxLength() {
    return maxLength;
  }

  @JsonCreator
  static ProfileField of(String wireName) {
    return Stream.of(values())
        .filter(each -> each.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no profile field of that name"));
  }
}
