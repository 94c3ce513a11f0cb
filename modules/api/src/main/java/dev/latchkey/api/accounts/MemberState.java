package dev.latchkey.api.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.stream.Stream;

/** How far somebody belongs to an organisation. */
public enum MemberState {
  /** An account was made for them, at which nobody has arrived so far. */
  INVITED("invited"),
  ACTIVE("active"),
  /** Kept out, for as long as nobody enables them again. */
  DISABLED("disabled");

  private final String wireName;

  MemberState(String wireName) {
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
  public static MemberState of(String wireName) {
    return Stream.of(values())
        .filter(each -> each.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no MemberState of that name"));
  }
}
