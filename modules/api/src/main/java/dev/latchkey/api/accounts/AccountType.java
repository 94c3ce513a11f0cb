package dev.latchkey.api.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.stream.Stream;

/** Whose an account is, as seen by one organisation. */
public enum AccountType {
  /** Made by the organisation, whose administrators may edit and reset it. */
  MANAGED("managed"),
  /** The person's own. */
  EXTERNAL("external");

  private final String wireName;

  AccountType(String wireName) {
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
  public static AccountType of(String wireName) {
    return Stream.of(values())
        .filter(each -> each.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no AccountType of that name"));
  }
}
