package dev.latchkey.api.invitations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.stream.Stream;

/** What became of an invitation. */
public enum InvitationState {
  /** It can be accepted. */
  PENDING("pending"),
  ACCEPTED("accepted"),
  DECLINED("declined"),
  /** Taken back, or replaced by another one to the same address. */
  CANCELLED("cancelled"),
  EXPIRED("expired");

  private final String wireName;

  InvitationState(String wireName) {
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
  public static InvitationState of(String wireName) {
    return Stream.of(values())
        .filter(each -> each.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no InvitationState of that name"));
  }
}
