package dev.latchkey.api.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.stream.Stream;

/** What a list of people is sorted by; people of one key are sorted by their ids. */
public enum UserSort {
  /**
   * The display name, else given and family name, else the handle; without case and accents, the
   * first 64 characters, in the order of Unicode.
   */
  NAME("name"),
  /** The primary address; people without one come first. */
  EMAIL("email"),
  /** When they joined the organisation. */
  CREATED_AT("createdAt"),
  /** When the person was last changed; in {@link MemberView} this is {@code updatedAt}. */
  MODIFIED_AT("updatedAt");

  private final String wireName;

  UserSort(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /**
   * The constant of that name on the wire.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator
  public static UserSort of(String wireName) {
    return Stream.of(values())
        .filter(each -> each.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no UserSort of that name"));
  }
}
