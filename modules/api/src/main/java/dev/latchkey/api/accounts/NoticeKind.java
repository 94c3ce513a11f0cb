package dev.latchkey.api.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kinds of mails that a person can do without. What is about the security of an account, or
 * carries a link that somebody has asked for, is of no kind: it can't be switched off.
 */
public enum NoticeKind {
  /** Somebody has accepted what the person had invited them to. */
  INVITATION_ANSWERS("invitationAnswers");

  private final String wireName;

  NoticeKind(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** The kind of that name; empty for one that a newer node knows. */
  public static Optional<NoticeKind> named(String wireName) {
    return Stream.of(values()).filter(each -> each.wireName.equals(wireName)).findFirst();
  }

  @JsonCreator
  static NoticeKind of(String wireName) {
    return named(wireName)
        .orElseThrow(() -> new IllegalArgumentException("no kind of notice of that name"));
  }
}
